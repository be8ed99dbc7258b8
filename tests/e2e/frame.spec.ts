import { publicPaths } from '../../src/site/publicPaths.ts';
import { goOn, holdTime, whenPath } from './support/booking.ts';
import { expect, test } from './support/fixtures.ts';

const leave = 'https://www.buienradar.nl/';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled, viewport: { width: 360, height: 740 } });

    test('the menu opens with the keyboard, leads on, and gives room back', async ({ page }) => {
      await page.goto('/hulp-nu');
      const menu = page.getByText('Menu', { exact: true });
      const stopping = page
        .getByRole('navigation', { name: 'Pagina’s', exact: true })
        .getByRole('link', { name: 'Stoppen met school' });
      await expect(stopping).toBeHidden();
      await menu.focus();
      await page.keyboard.press('Enter');
      await expect(stopping).toBeVisible();
      await page.keyboard.press(javaScriptEnabled ? 'Escape' : 'Enter');
      await expect(stopping).toBeHidden();
      await expect(menu).toBeFocused();
      await page.keyboard.press('Enter');
      if (javaScriptEnabled) {
        await page.getByRole('heading', { level: 1 }).click();
        await expect(stopping).toBeHidden();
        await menu.click();
      }
      await stopping.click();
      await expect(page).toHaveURL('/stoppen-met-school');
      await expect(stopping).toBeHidden();
    });
  });
}

test('another language shows the same page, with what was chosen, and back again', async ({ page, own }) => {
  const path = whenPath(own);
  await page.goto(path);
  const english = page.getByRole('link', { name: 'English' });
  await expect(english).toHaveAttribute('hreflang', 'en');
  await expect(english).toHaveAttribute('lang', 'en');
  await english.click();
  await expect(page).toHaveURL(`/en${path}`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.getByRole('link', { name: 'Nederlands' }).click();
  await expect(page).toHaveURL(path);

  // A page that answers a form has the address of the form.
  await holdTime(page, own);
  const details = new URL(page.url()).pathname;
  await goOn(page);
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(english).toHaveAttribute('href', `/en${details}`);

  await page.goto('/medewerker/inloggen');
  await expect(english).toHaveCount(0);
});

test('"Snel weg" and help in a crisis are on every page, also where something went wrong', async ({
  page,
  request,
}) => {
  const wrong = ['/bestaat/niet', '/en/bestaat/niet'];
  const everywhere = publicPaths.flatMap((path) => [path, `/en${path}`]);
  const answers = await Promise.all([...everywhere, ...wrong].map((path) => request.get(path)));
  answers.push(await request.put('/afspraak'), await request.post('/afspraak', { data: {} }));
  for (const answer of answers) {
    const html = await answer.text();
    const where = `${answer.status()} ${answer.url()}`;
    expect(html, where).toContain(`href="${leave}"`);
    expect(html, where).toContain('data-quick-exit');
    expect(html, where).toContain('tel:08000113');
  }
  await page.goto('/');
  await page.mouse.wheel(0, 3000);
  await expect(page.getByRole('link', { name: 'Snel weg' }), 'also far down a page').toBeInViewport();
});

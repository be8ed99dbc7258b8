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
        await page.getByText('Demo:').click();
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
  await expect(english).toHaveAttribute('href', new RegExp(`^/en${details}(\\?form=[\\w-]+)?$`));

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
    // As it is read out, or shown without styles: no number runs into what stands before it.
    const text = html
      .replaceAll(/<(style|script)[^>]*>[^<]*<\/\1>|<\/?(a|span|strong)\b[^>]*>/g, '')
      .replaceAll(/<[^>]*>/g, ' ');
    expect(text, where).toMatch(/\s113\s+(of|or)\s+0800-0113\s/);
    expect(text, where).not.toMatch(/[\p{L}\d?]0800|[\p{L}?]11[23]|\b11[23][\d\p{L}]/u);
  }
  await page.goto('/');
  await page.mouse.wheel(0, 3000);
  await expect(page.getByRole('link', { name: 'Snel weg' }), 'also far down a page').toBeInViewport();
});

test('the name of a page in a browser tab says in which language it is', async ({ request }) => {
  const titleOf = async (path: string) =>
    /<title>(.*?)<\/title>/.exec(await (await request.get(path)).text())?.[1];
  for (const path of publicPaths) {
    const [dutch, english] = await Promise.all([titleOf(path), titleOf(`/en${path}`)]);
    expect(dutch, path).toMatch(/^[\x20-\x7e\xa0-\xac\xae-\u017f’]+ - Doorstart$/);
    expect(english, path).not.toBe(dutch);
  }
});

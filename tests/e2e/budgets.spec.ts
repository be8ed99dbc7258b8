import { confirm, goOn, somebody, tellAboutYourself, whenPath } from './support/booking.ts';
import { chatDoor } from './support/chatJongere.ts';
import { expect, test } from './support/fixtures.ts';
import { weigh } from './support/weigh.ts';

const kB = 1000;

test('all scripts of a whole booking weigh at most 22 kB, and all styles at most 20 kB', async ({
  page,
  own,
}, { annotations }) => {
  const weights = weigh(page);
  await page.goto('/');
  await page.goto('/afspraak');
  await goOn(page);
  const live = page.waitForResponse((response) => response.url().includes('/live/slots'));
  await page.goto(whenPath(own));
  await live;
  await page.getByRole('button', { name: 'Kies deze tijd' }).click();
  await tellAboutYourself(page, somebody());
  await confirm(page);
  await page.getByRole('link', { name: 'Bekijk je afspraak' }).click();
  await page.getByRole('link', { name: 'Verzetten' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kies een nieuwe tijd');
  const { script, style } = await weights();
  annotations.push({ type: 'bytes after gzip', description: `script ${script}, style ${style}` });
  expect(script, 'bytes of script').toBeGreaterThan(0);
  expect(script, 'bytes of script').toBeLessThanOrEqual(22 * kB);
  expect(style, 'bytes of style').toBeGreaterThan(0);
  expect(style, 'bytes of style').toBeLessThanOrEqual(20 * kB);
});

test('an iPhone that stopped at iOS 16 reads every condition in the styles', async ({ page }) => {
  const styles: Promise<string>[] = [];
  page.on('response', (answer) => {
    if (answer.request().resourceType() === 'stylesheet') styles.push(answer.text());
  });
  for (const path of ['/', '/startkwalificatie', '/afspraak', '/chat', '/medewerker/inloggen']) {
    await page.goto(path, { waitUntil: 'networkidle' });
  }
  await page.goto('/');
  await chatDoor(page).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  const text = (await Promise.all(styles)).join('');
  const conditions = text.match(/@media[^{]*/g) ?? [];
  expect(conditions.length).toBeGreaterThan(20);
  expect(conditions.filter((one) => /[<>]|not \(/.test(one))).toEqual([]);
});

import { uniqueEmail } from './support/api.ts';
import { axeFindings } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { signInByCookie } from './support/staff.ts';
import { makeReported } from './support/traject.ts';
import { phone } from './support/usable.ts';

test.use({ javaScriptEnabled: false, viewport: phone });

test('who is invited answers out of the mail with one tap, in English on a phone', async ({
  page,
  site,
  own,
  somebodyElse,
}) => {
  const email = uniqueEmail();
  const traject = await makeReported(site, own.casemanager.id);
  await site.sql`
    update jongeren j set email = ${email}, phone = null, language = 'en', messages = 'full' from trajecten t
    where t.id = ${traject} and j.id = t.jongere_id`;
  const staff = await somebodyElse({ javaScriptEnabled: false });
  await signInByCookie(staff, site, own);
  const desk = await staff.newPage();
  await desk.goto(`/medewerker/trajecten/${traject}`);
  await desk.getByRole('button', { name: 'Nodig uit per e-mail' }).click();
  await expect(desk.getByRole('status').first()).toContainText('De uitnodiging is gemaakt.');

  const mail = page.locator('[data-message]', { hasText: email });
  await expect(async () => {
    await page.goto('/postbus');
    await expect(mail).toHaveCount(1, { timeout: 500 });
  }).toPass();
  await mail.getByRole('link').click();
  const frame = page.frameLocator('iframe');
  await expect(frame.locator('body')).toContainText('municipality of Den Haag');
  const link = await frame.getByRole('link').first().getAttribute('href');
  const path = new URL(link ?? '', site.url).pathname;
  expect(path).toMatch(/^\/en\/gesprek\/[\w-]{32}$/);

  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Noor would like to talk with you');
  await expect(page.getByText('a school', { exact: true })).toBeVisible();
  // They came with a mail address alone: to be called they have to say on which number.
  await page.getByRole('button', { name: 'Call me' }).click();
  await expect(page.getByText('Noor does not have your number yet. Fill it in below.')).toBeVisible();
  await page.getByRole('button', { name: 'I work' }).click();
  await expect(page.getByRole('status')).toContainText('We have your answer.');
  await expect(page.getByRole('heading', { name: 'Your answer: I work' })).toBeVisible();
  await page.getByLabel('Where do you work?').fill('Bakery');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('You added this: Bakery')).toBeVisible();
  // What looks for mistakes is a script itself.
  const scripted = await (await somebodyElse({ javaScriptEnabled: true, viewport: phone })).newPage();
  await scripted.goto(path);
  expect(await axeFindings(scripted), 'axe on a phone').toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width);
  await desk.reload();
  await expect(desk.getByText('Bakery')).toBeVisible();
  await expect(desk.getByText('Zo verteld, niet gecontroleerd')).toBeVisible();
});

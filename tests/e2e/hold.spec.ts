import { isFree } from './support/api.ts';
import {
  chooseFirstTime,
  confirm,
  holdTime,
  somebody,
  tellAboutYourself,
  tokenIn,
  whenPath,
} from './support/booking.ts';
import { countBooked, letHoldExpire, startOfHold } from './support/database.ts';
import { expect, test } from './support/fixtures.ts';

test.use({ javaScriptEnabled: false });

test('a chosen time is nobody else\'s, and "Andere tijd kiezen" gives it back', async ({
  page,
  site,
  own,
}) => {
  await holdTime(page, own);
  const start = await startOfHold(site, tokenIn(page));
  expect(await isFree(site, own, start)).toBe(false);
  await page.getByRole('button', { name: 'Andere tijd kiezen' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Wanneer kun je?');
  expect(await isFree(site, own, start)).toBe(true);
});

test('"Stoppen" lets the time go and wipes what was filled in', async ({ page, site, own }) => {
  const me = somebody();
  await holdTime(page, own);
  const start = await startOfHold(site, tokenIn(page));
  await tellAboutYourself(page, me);
  await page.getByRole('button', { name: 'Stoppen' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Je bent gestopt');
  expect(await isFree(site, own, start)).toBe(true);
  expect(await site.sql`select from appointments where name = ${me.name}`).toHaveLength(0);
});

test('a jongere gets more time once, and keeps what was typed', async ({ page, own }) => {
  await holdTime(page, own);
  await page.getByLabel('Je voornaam').fill('Sam');
  const until = page.getByText(/Je tijd staat vast tot/);
  await page.getByRole('button', { name: 'Meer tijd' }).click();
  await expect(page.getByText('Je hebt extra tijd gekregen.')).toBeVisible();
  await expect(until).toBeVisible();
  await expect(page.getByLabel('Je voornaam')).toHaveValue('Sam');
  await expect(page.getByRole('button', { name: 'Meer tijd' })).toHaveCount(0);
});

test('a jongere whose time is over reads so, and starts again with the same choices', async ({
  page,
  site,
  own,
}) => {
  const me = somebody();
  await holdTime(page, own);
  await tellAboutYourself(page, me);
  await letHoldExpire(site, tokenIn(page));
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await confirm(page);
  expect((await answered).status()).toBe(410);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Je tijd is voorbij');
  expect(await countBooked(site, me.name)).toBe(0);
  await page.getByRole('link', { name: 'Kies een nieuwe tijd' }).click();
  await expect(page.getByText(`Langskomen bij ${own.name}`)).toBeVisible();
  await chooseFirstTime(page);
  await expect(page.getByLabel('Je voornaam')).toHaveValue('');
});

test('a hold that never was is answered like any unknown link', async ({ page }) => {
  const answer = await page.goto(`/afspraak/${'x'.repeat(32)}/gegevens`);
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Deze afspraak kennen we niet');
});

test('a time in the past or off the grid cannot be held', async ({ page, own }) => {
  for (const start of ['2020-01-06T10:00:00+01:00', '2020-01-06T10:07:00+01:00']) {
    await page.goto(whenPath(own));
    const button = page.getByRole('button', { name: 'Kies deze tijd' });
    await button.evaluate((element, value) => element.setAttribute('value', value), start);
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await button.click();
    expect((await answered).status()).toBe(409);
    await expect(page.getByRole('alert')).toContainText('Deze tijd kan niet meer');
  }
});

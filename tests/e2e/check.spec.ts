import type { Page } from '@playwright/test';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { axeFindings } from './support/axe.ts';
import { expect, test } from './support/fixtures.ts';
import { weighHtml } from './support/weighHtml.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const path = '/startkwalificatie';
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const goOn = (page: Page) => page.getByRole('button', { name: /^(Verder|Bekijk de uitkomst)$/ }).click();

/** Somebody who turned this age yesterday, as people write a date. */
function born(age: number): string {
  const [year = '', month = '', day = ''] = addDays(dateInAmsterdam(Date.now()), -1).split('-');
  // Nobody has to know when it is a leap year.
  return `${Math.min(28, Number(day))}-${Number(month)}-${Number(year) - age}`;
}

async function choose(page: Page, answer: string | RegExp) {
  await page.getByRole('radio', { name: answer }).check();
  await goOn(page);
}

test('with the keyboard only, in the browser: a result, back, and another result', async ({ page, site }) => {
  const weight = weighHtml(page);
  const posts: string[] = [];
  page.on('request', (one) => one.method() === 'POST' && posts.push(`${one.url()} ${one.postData()}`));
  await page.goto(path);
  await page.waitForLoadState('networkidle');
  await expect(page.getByText('Wij zien je antwoorden niet.')).toBeVisible();
  await page.getByLabel('Wanneer ben je geboren?').focus();
  await page.keyboard.type('morgen');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeFocused();
  await expect(page).toHaveTitle(/^Fout: /);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Wanneer ben je geboren?')).toBeFocused();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(born(19));
  await page.keyboard.press('Enter');
  await expect(heading(page)).toBeFocused();
  await expect(heading(page)).toHaveText('Woon je in de buurt van Den Haag?');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('Welk diploma heb je?');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  for (let presses = 0; presses < 2; presses += 1) await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'Havo' })).toBeChecked();
  await page.keyboard.press('Enter');
  await choose(page, /^Nee/);
  await choose(page, /^Werk of geld/);
  await expect(heading(page)).toHaveText('Ja, je hebt een startkwalificatie');
  await expect(page.getByRole('heading', { name: 'Bel het jongerenloket' })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.goBack();
  await expect(heading(page)).toHaveText('Waar ben je naar op zoek?');
  await choose(page, /^Een opleiding/);
  expect(await weight(), 'bytes of HTML').toBeLessThanOrEqual(14_000);
  await page.getByRole('link', { name: 'Maak een afspraak' }).click();
  await expect(page.getByRole('radio', { name: /^School of studie kiezen/ })).toBeChecked();
  const counted = ['to=stopped', 'to=ja&from=stopped'].map((words) => `${site.url}${path}/geteld ${words}`);
  expect(posts, 'no answer leaves the browser, and each visitor counts once').toEqual(counted);
});

test('a link within the page, to what went wrong or past the header, leads to no other question', async ({
  page,
}) => {
  await page.goto(path);
  await page.waitForLoadState('networkidle');
  await page.getByLabel('Wanneer ben je geboren?').fill(born(19));
  await goOn(page);
  await expect(heading(page)).toHaveText('Woon je in de buurt van Den Haag?');
  await goOn(page);
  await page.getByRole('alert').getByRole('link').click();
  await expect(page).toHaveURL(/#/);
  await expect(heading(page)).toHaveText('Woon je in de buurt van Den Haag?');
  await expect(page.getByRole('radio').first()).toBeFocused();
  await page.getByRole('link', { name: 'Direct naar de inhoud' }).press('Enter');
  await expect(page.locator('#inhoud')).toBeFocused();
  await choose(page, 'Ja');
  await expect(heading(page)).toHaveText('Welk diploma heb je?');
  await page.goBack();
  await expect(heading(page)).toHaveText('Woon je in de buurt van Den Haag?');
  await expect(page.getByRole('radio', { name: 'Ja' })).toBeChecked();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('forms lead to a result, and back; what is wrong is said', async ({ page }) => {
    await page.goto(path);
    // The same page as where scripts are allowed and do not come: nothing may be promised that they have to keep.
    await expect(page.getByText('Wij bewaren je antwoorden niet.')).toBeVisible();
    await expect(page.locator('body')).not.toContainText('Wij zien je antwoorden niet.');
    await page.getByLabel('Wanneer ben je geboren?').fill('30-2-2007');
    const [answer] = await Promise.all([page.waitForResponse((one) => one.url().endsWith(path)), goOn(page)]);
    expect(answer.status()).toBe(422);
    expect(answer.headers()['cache-control']).toBe('private, no-cache');
    await expect(page).toHaveTitle(/^Fout: /);
    await expect(page.getByLabel('Wanneer ben je geboren?')).toHaveValue('30-2-2007');
    await page.getByLabel('Wanneer ben je geboren?').fill(born(16).replaceAll('-', '/'));
    await goOn(page);
    await choose(page, 'Ja');
    await goOn(page);
    await expect(page.getByRole('alert')).toContainText('Kies het antwoord');
    await choose(page, /^Vmbo/);
    await page.getByRole('button', { name: 'Terug' }).click();
    await expect(page.getByRole('radio', { name: /^Vmbo/ })).toBeChecked();
    await goOn(page);
    await choose(page, /^Ja, op het mbo/);
    await choose(page, /^Ja/);
    for (let left = 3; left > 0 && (await page.getByRole('radio').count()) > 0; left -= 1)
      await choose(page, /^(Nee|Een gewone school)/);
    await expect(heading(page)).toHaveText('Nee, je hebt nog geen startkwalificatie');
    await expect(page.getByText('We hebben je antwoorden niet bewaard.')).toBeVisible();
    expect(new URL(page.url()).search).toBe('');
  });
});

test('links into the middle lead to the start, and broken posts to the first question that is open', async ({
  request,
  site,
}) => {
  for (const [asked, to] of [
    ['/startkwalificatie?question=diploma', '/startkwalificatie'],
    ['/startkwalificatie/diploma', '/startkwalificatie'],
    ['/en/startkwalificatie/diploma', '/en/startkwalificatie'],
  ] as const) {
    const answer = await request.get(asked, { maxRedirects: 0 });
    expect([answer.status(), answer.headers().location]).toEqual([303, to]);
  }
  const send = async (form: Record<string, string>) => {
    const answer = await request.post(path, { form, headers: { Origin: site.url } });
    const [, asked] = /name="question" value="(\w*)"/.exec(await answer.text()) ?? [];
    return `${answer.status()} ${asked}`;
  };
  for (const [form, status] of [
    [{ to: 'ja', from: 'stopped' }, 204],
    [{ to: 'havo' }, 400],
  ] as const) {
    const answer = await request.post(`${path}/geteld`, { form, headers: { Origin: site.url } });
    expect(answer.status()).toBe(status);
  }
  const geboortedatum = '15-1-2007';
  expect(await send({ diploma: 'havo', question: 'diploma' })).toBe('200 geboortedatum');
  expect(await send({ geboortedatum, question: 'woontInRegio', woontInRegio: 'maan' })).toBe(
    '422 woontInRegio',
  );
  expect(await send({ geboortedatum, question: 'iets' })).toBe('200 woontInRegio');
});

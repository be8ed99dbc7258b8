import type { Page } from '@playwright/test';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { bookByApi, changeByApi, freeTime, uniquePhone } from './support/api.ts';
import {
  chooseFirstTime,
  chooseTopicAndManner,
  confirm,
  somebody,
  tellAboutYourself,
  timeName,
  whenPath,
} from './support/booking.ts';
import { expect, test } from './support/fixtures.ts';
import type { OwnPlace } from './support/ownPlace.ts';

/** The page with free times, once it follows what others do. */
async function openLiveTimes(page: Page, own: OwnPlace, week?: string): Promise<void> {
  const listening = page.waitForResponse((response) => response.url().includes('/live/slots'));
  await page.goto(whenPath(own, week));
  await listening;
}

test('a jongere books by phone, and copies the private link', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await chooseTopicAndManner(page, /^Bellen/);
  await chooseFirstTime(page);
  await expect(page.getByText(/Je hebt nog \d+ minuten\./).first()).toBeVisible();
  await tellAboutYourself(page, somebody({ phone: uniquePhone() }));
  await confirm(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Je afspraak staat vast');
  await page.getByRole('button', { name: 'Kopieer' }).click();
  await expect(page.getByText('Gekopieerd')).toBeVisible();
  const link = await page.getByLabel('Je eigen link').inputValue();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
});

test('whoever is on a time further down keeps it when the days below come alive', async ({ page, own }) => {
  // As early as it can be: at the moment the server's list is there, before any script of ours runs.
  await page.addInitScript(() => {
    const early = new MutationObserver(() => {
      const later = [...document.querySelectorAll('.slots__day')].slice(1);
      const button = later.flatMap((day) => day.querySelector('button') ?? [])[0];
      if (!button) return;
      early.disconnect();
      button.focus();
      Object.assign(window, { early: button });
    });
    early.observe(document, { childList: true, subtree: true });
  });
  // A whole week: what is left of this one may be a Sunday.
  await openLiveTimes(page, own, addDays(dateInAmsterdam(Date.now()), 7));
  const isDrawnAnew = () =>
    page.evaluate(() => 'early' in window && window.early instanceof Element && !window.early.isConnected);
  await expect.poll(isDrawnAnew).toBe(true);
  const { now, before } = await page.evaluate(() => ({
    now: document.activeElement?.id,
    before: 'early' in window && window.early instanceof Element ? window.early.id : '',
  }));
  expect(now).toBe(before);
  await page.keyboard.press('Enter');
  await expect(page).toHaveTitle(/^Over jou/);
});

test('a time that somebody else takes disappears while you look, and comes back when it is free', async ({
  page,
  site,
  own,
}) => {
  const time = await freeTime(site, own, 5);
  await openLiveTimes(page, own, time.start.slice(0, 10));
  const button = page.getByRole('button', { name: timeName(time) });
  await expect(button).toBeVisible();
  const { token } = await bookByApi(site, time);
  await expect(button).toHaveAccessibleName(/net bezet$/);
  await expect(button).toBeDisabled();
  await expect(button).toHaveCount(0);
  await changeByApi(site, token, null);
  await expect(button).toBeVisible();
});

test('a time that another visitor holds disappears, and comes back when they stop', async ({
  page,
  site,
  own,
  somebodyElse,
}) => {
  const time = await freeTime(site, own, 5);
  const week = time.start.slice(0, 10);
  const other = await (await somebodyElse()).newPage();
  await openLiveTimes(page, own, week);
  const button = page.getByRole('button', { name: timeName(time) });
  await expect(button).toBeVisible();
  await other.goto(whenPath(own, week));
  await other.getByRole('button', { name: timeName(time) }).click();
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('Over jou');
  await expect(button).toHaveCount(0);
  await other.getByRole('button', { name: 'Stoppen' }).click();
  await expect(button).toBeVisible();
});

test('no time breaks in two, however narrow the phone', async ({ page, own }) => {
  await page.goto(whenPath(own));
  for (const width of [320, 344, 348, 360, 390]) {
    await page.setViewportSize({ width, height: 800 });
    const heights = await page
      .locator('.slots__times .slot')
      .evaluateAll((buttons: HTMLElement[]) => buttons.map(({ offsetHeight }) => offsetHeight));
    expect(heights.length).toBeGreaterThan(0);
    expect(Math.max(...heights), `${width} pixels wide`).toBe(48);
  }
});

test('another week shows without loading the page anew', async ({ page, own }) => {
  await openLiveTimes(page, own);
  await page.evaluate(() => document.body.setAttribute('data-same', ''));
  const week = page.getByRole('heading', { name: /^Week van/ });
  const first = (await week.textContent()) ?? '';
  await page.getByRole('link', { name: 'Volgende week' }).first().click();
  await expect(week).not.toHaveText(first);
  await expect(page.locator('body[data-same]')).toHaveCount(1);
  await page.getByRole('link', { name: 'Vorige week' }).first().click();
  await expect(week).toHaveText(first);
});

test('the time left counts down, and the end is said on the page', async ({ page, own }) => {
  await page.clock.install();
  await page.goto(whenPath(own));
  await chooseFirstTime(page);
  await expect(page.getByText('Je hebt nog 10 minuten.').first()).toBeVisible();
  await page.clock.runFor('08:30');
  // Half a minute and more may have passed beside that, on a busy machine.
  await expect(page.getByText(/^Je hebt nog (?:2 minuten|1 minuut)\.$/).first()).toBeVisible();
  await page.clock.runFor('02:00');
  await expect(page.getByText('Je tijd is voorbij.').first()).toBeVisible();
});

test('a jongere moves the afspraak to a time chosen live', async ({ page, site, own }) => {
  const { token } = await bookByApi(site, await freeTime(site, own));
  const to = await freeTime(site, own, 6);
  await page.goto(`/mijn-afspraak/${token}/verzetten?week=${to.start.slice(0, 10)}`);
  await page.getByRole('button', { name: timeName(to) }).click();
  await expect(page.getByText('Je afspraak is verzet')).toBeVisible();
});

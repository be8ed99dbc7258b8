import type { Page } from '@playwright/test';
import ICAL from 'ical.js';
import { answered } from './support/answered.ts';
import { bookByApi, changeByApi, freeTime, isFree } from './support/api.ts';
import { chooseFirstTime, goOn, timeName } from './support/booking.ts';
import { countBooked, withoutHours } from './support/database.ts';
import { expect, test } from './support/fixtures.ts';
import type { OwnPlace } from './support/ownPlace.ts';
import type { Site } from './support/site.ts';

test.use({ javaScriptEnabled: false });

/** An afspraak with its page open. */
async function openAppointment(page: Page, site: Site, own: OwnPlace, index = 0) {
  const time = await freeTime(site, own, index);
  const booked = await bookByApi(site, time);
  await page.goto(`/mijn-afspraak/${booked.token}`);
  return { time, ...booked };
}

test('a jongere sees the afspraak, and what was told', async ({ page, site, own }) => {
  const { name, reference, casemanager } = await openAppointment(page, site, own);
  await expect(page.getByText('Gaat door')).toBeVisible();
  await expect(page.getByText(reference)).toBeVisible();
  await expect(page.getByText(name, { exact: true })).toBeVisible();
  await expect(page.getByText(`${casemanager}, casemanager`)).toBeVisible();
  await expect(page.getByText(/^Jij hebt deze afspraak gemaakt\.$/)).toBeVisible();
});

test('a jongere moves the afspraak to another time', async ({ page, site, own }) => {
  const { name, time } = await openAppointment(page, site, own);
  const to = await freeTime(site, own, 4);
  await page.getByRole('link', { name: 'Verzetten' }).click();
  await expect(page.getByText(`Nu staat je afspraak op ${timeName(time)}.`)).toBeVisible();
  await page.goto(`${page.url().split('?')[0]}?week=${to.start.slice(0, 10)}`);
  await page.getByRole('button', { name: timeName(to) }).click();
  await expect(page.getByRole('status').first()).toContainText('Je afspraak is verzet');
  await expect(page.getByText(`van ${timeName(time)} naar ${timeName(to)}`)).toBeVisible();
  expect(await isFree(site, own, Date.parse(time.start)), 'the old time is free again').toBe(true);
  expect(await countBooked(site, name)).toBe(1);
});

test('a jongere moves to a time that was just taken: the old afspraak stands', async ({
  page,
  site,
  own,
}) => {
  const { token, time } = await openAppointment(page, site, own);
  const to = await freeTime(site, own, 4);
  await page.goto(`/mijn-afspraak/${token}/verzetten?week=${to.start.slice(0, 10)}`);
  await bookByApi(site, to);
  await page.getByRole('button', { name: timeName(to) }).click();
  await expect(page).toHaveTitle(/^Fout: /);
  await expect(page.getByRole('alert')).toContainText('Je oude afspraak staat nog');
  await expect(page.getByText(`Nu staat je afspraak op ${timeName(time)}.`)).toBeVisible();
});

test('a jongere changes from a visit to a video call', async ({ page, site, own }) => {
  const { token } = await openAppointment(page, site, own);
  await page.goto(`/mijn-afspraak/${token}/verzetten`);
  await page.getByText('Andere plek of manier kiezen').click();
  await expect(
    page.getByRole('radio', { name: /^Bellen/ }),
    'nobody can be called without a number',
  ).toHaveCount(0);
  await page.getByRole('radio', { name: /^Videobellen/ }).check();
  await page.getByRole('button', { name: 'Laat tijden zien' }).click();
  await page.getByRole('button', { name: 'Kies deze tijd' }).click();
  await expect(page.getByRole('heading', { name: 'Zo gaat het videobellen' })).toBeVisible();
});

test('a jongere cancels with a reason, and wipes what we hold', async ({ page, site, own }) => {
  const { time, token, name } = await openAppointment(page, site, own);
  await page.getByRole('link', { name: 'Afzeggen' }).click();
  await page.getByLabel(/Waarom zeg je af/).fill('Ik moet werken.');
  await page.getByRole('button', { name: 'Ja, zeg mijn afspraak af' }).click();
  await expect(page.getByRole('status').first()).toContainText('Je afspraak is afgezegd');
  expect(await isFree(site, own, Date.parse(time.start))).toBe(true);
  const [row] = await site.sql`select cancel_reason from appointments where name = ${name}`;
  expect(row?.cancel_reason).toBe('Ik moet werken.');

  await page.getByRole('link', { name: 'Mijn gegevens wissen' }).click();
  await page.getByRole('button', { name: 'Ja, wis mijn gegevens' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('We hebben je gegevens gewist');
  expect(await site.sql`select from appointments where name = ${name}`).toHaveLength(0);
  const answer = await page.goto(`/mijn-afspraak/${token}`);
  expect(answer?.status()).toBe(404);
});

test('a jongere who still has to come must cancel before wiping', async ({ page, site, own }) => {
  await openAppointment(page, site, own);
  await page.getByRole('link', { name: 'Mijn gegevens wissen' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Zeg eerst je afspraak af');
  await page.getByRole('link', { name: 'Afzeggen' }).click();
  await page.getByRole('link', { name: 'Nee, laat de afspraak staan' }).click();
  await expect(page.getByText('Gaat door')).toBeVisible();
});

test('an afspraak that was cancelled on another phone cannot be moved any more', async ({
  page,
  site,
  own,
}) => {
  const { token, name } = await openAppointment(page, site, own);
  await page.goto(`/mijn-afspraak/${token}/verzetten`);
  await changeByApi(site, token, null);
  const sent = answered(page);
  await page.getByRole('button', { name: 'Kies deze tijd' }).click();
  expect((await sent).status()).toBe(409);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Verzetten kan niet meer');
  await expect(page.getByText('Deze afspraak is al afgezegd.')).toBeVisible();
  expect(await countBooked(site, name)).toBe(0);
});

test('the calendar file says when, and nothing about why', async ({ page, site, own }) => {
  const { time } = await openAppointment(page, site, own);
  const href = await page.getByRole('link', { name: 'Zet in mijn agenda' }).getAttribute('href');
  const answer = await page.request.get(href ?? '');
  expect(answer.headers()['content-type']).toMatch(/^text\/calendar/);
  expect(answer.headers()['content-disposition']).toMatch(/^attachment; filename=.*\.ics/);
  const text = await answer.text();
  expect(text).not.toMatch(/geld|schulden/i);
  const event = new ICAL.Event(
    new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent') ?? undefined,
  );
  expect(event.summary).toBe('Afspraak bij de gemeente');
  expect(event.startDate.toJSDate().getTime()).toBe(Date.parse(time.start));

  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Zet in mijn agenda' }).click();
  expect((await downloading).suggestedFilename()).toMatch(/\.ics$/);
});

test('unknown links are all answered the same', async ({ page, site, own }) => {
  const { token } = await openAppointment(page, site, own);
  const foreign = `${token.slice(0, 31)}${token.endsWith('A') ? 'B' : 'A'}`;
  for (const unknown of [foreign, 'x'.repeat(32), 'kort']) {
    for (const path of ['', '/gemaakt', '/verzetten', '/afzeggen', '/wissen']) {
      const answer = await page.request.get(`/mijn-afspraak/${unknown}${path}`);
      expect(answer.status(), path).toBe(404);
      expect(await answer.text()).toContain('Deze pagina is er niet');
    }
  }
});

test('a jongere who comes back is offered their own casemanager first, and everybody second', async ({
  page,
  site,
  own,
}) => {
  const { token, casemanager } = await openAppointment(page, site, own);
  await changeByApi(site, token, null);
  await page.reload();
  await page.getByRole('link', { name: 'Maak een nieuwe afspraak' }).click();
  await expect(page.getByText(`Je kent ${casemanager} al.`)).toBeVisible();
  await goOn(page);
  // Only what the own casemanager does, until more is asked for.
  await expect(page.getByRole('radio', { name: 'Jongerenpunt070' })).toHaveCount(0);
  await page.getByRole('radio', { name: own.name }).check();
  await goOn(page);
  const choice = page.getByRole('navigation', { name: 'Met wie wil je praten?' });
  const chosen = choice.locator('[aria-current]');
  const first = await freeTime(site, own);
  await expect(chosen).toContainText(`Met ${casemanager}`);
  await expect(chosen).toContainText(`Vanaf ${timeName(first)}`);
  await chooseFirstTime(page);
  await page.getByRole('button', { name: 'Andere tijd kiezen' }).first().click();
  await expect(chosen).toContainText(`Met ${casemanager}`);
  await choice.getByRole('link', { name: 'Met iedereen' }).click();
  await expect(chosen).toContainText('Met iedereen');
  await withoutHours(site, own, async () => {
    await choice.getByRole('link', { name: `Met ${casemanager}` }).click();
    await expect(page.getByText(`${casemanager} heeft hier de komende weken geen tijd.`)).toBeVisible();
    await expect(chosen).toContainText('Met iedereen');
  });
  await page.goto(`/afspraak?casemanager=${'x'.repeat(32)}`);
  await expect(page.getByText('Je vorige casemanager kun je hier niet meer kiezen.')).toBeVisible();
});

test.describe('with JavaScript', () => {
  test.use({ javaScriptEnabled: true });

  test('the times of the own casemanager stay theirs in another week, and when everybody is chosen they are of all', async ({
    page,
    site,
    own,
  }) => {
    const { token } = await openAppointment(page, site, own);
    const asked = (of: (query: URLSearchParams) => boolean) =>
      page.waitForRequest((request) => {
        const { pathname, searchParams } = new URL(request.url());
        return pathname === '/api/v1/slots' && of(searchParams);
      });
    const ofOwn = asked((query) => /^[\w-]{32}$/.test(query.get('casemanager') ?? ''));
    await page.goto(`/mijn-afspraak/${token}/verzetten`);
    expect((await (await ofOwn).response())?.status()).toBe(200);
    const ofAll = asked((query) => !query.has('casemanager'));
    await page.getByRole('link', { name: 'Met iedereen' }).click();
    expect((await (await ofAll).response())?.status()).toBe(200);
    await expect(page.getByRole('navigation', { name: 'Met wie' }).locator('[aria-current]')).toContainText(
      'Met iedereen',
    );
  });
});

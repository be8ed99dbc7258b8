import type { Page } from '@playwright/test';
import { isoWeekOf } from '#server/agenda/isoWeek.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { makeCasemanager } from '../support/factories.ts';
import { bookByApi, freeTime, uniqueName } from './support/api.ts';
import { insertBegunToday } from './support/database.ts';
import { expect, test } from './support/fixtures.ts';
import { rosterChanged } from './support/ownPlace.ts';
import type { Site } from './support/site.ts';
import { openOwnMenu, scriptsRun, signInByCookie } from './support/staff.ts';
import { expectUsable, phone } from './support/usable.ts';

const heading = { level: 1 } as const;

/** Kim, a colleague in the team of the own casemanager, whom `page` is signed in as. Gives their id. */
async function makeKim(page: Page, site: Site): Promise<string> {
  const id = await makeCasemanager(site.db, [], { firstName: 'Kim', lastName: 'Collega' });
  await rosterChanged(
    site,
    async () => (await page.request.get(`/medewerker/lijst?who=${id}`)).status() === 200,
  );
  return id;
}

test('today begins with what is now, and everybody can use a day, the list and the week of a colleague', async ({
  page,
  site,
  own,
}) => {
  const name = uniqueName();
  await insertBegunToday(site, own, name);
  const time = await freeTime(site, own);
  const booked = await bookByApi(site, time);
  await signInByCookie(page.context(), site, own);
  const day = time.start.slice(0, 10);
  await page.setViewportSize(phone);
  await page.goto('/medewerker');
  const next = page.getByRole('region', { name });
  await expect(next).toContainText('nu bezig');
  await expect(next.getByRole('link', { name: 'Bel 06 12345678' })).toHaveAttribute(
    'href',
    'tel:+31612345678',
  );
  await page.goto(`/medewerker/dag?date=${day}`);
  const item = page.getByRole('link', { name: booked.name });
  await expect(item).toBeVisible();
  await expect(page.getByRole('link', { name: /^Vrij \d\d:\d\d tot \d\d:\d\d/ }).first()).toHaveAttribute(
    'href',
    new RegExp(`^/medewerker/nieuw\\?date=${day}&time=\\d\\d%3A\\d\\d$`),
  );
  await expectUsable(page, { thumbs: false });
  await page.goto('/medewerker/lijst');
  await expect(item).toBeVisible();
  await expectUsable(page, { thumbs: false });
  await page.goto(`/medewerker/week?week=${isoWeekOf(day)}&who=${await makeKim(page, site)}`);
  await expect(page.getByRole('heading', heading)).toHaveText(/^Week \d+ bij Kim$/);
  await expect(item).toHaveCount(0);
  await expectUsable(page, { thumbs: false });
});

test('single keys lead through the agenda, never while somebody types, and can be switched off', async ({
  page,
  site,
  own,
}) => {
  await bookByApi(site, await freeTime(site, own));
  await bookByApi(site, await freeTime(site, own));
  await signInByCookie(page.context(), site, own);
  await page.goto('/medewerker');
  const title = page.getByRole('heading', heading);
  const { keyboard } = page;
  // A page is on screen before its keys listen.
  const press = async (key: string) => {
    await expect(scriptsRun(page)).toBeAttached();
    await keyboard.press(key);
  };
  await press('w');
  await expect(title).toHaveText(/^Week \d+$/);
  const week = (await title.textContent()) ?? '';
  await press('ArrowRight');
  await expect(title).not.toHaveText(week);
  await press('ArrowLeft');
  await expect(title).toHaveText(week);
  await press('l');
  await expect(title).toHaveText('Lijst');
  await press('j');
  await expect(page.locator('[data-step]').first()).toBeFocused();
  await keyboard.press('j');
  await expect(page.locator('[data-step]').nth(1)).toBeFocused();
  await keyboard.press('k');
  await expect(page.locator('[data-step]').first()).toBeFocused();

  await keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Sneltoetsen' });
  await expect(dialog).toBeVisible();
  await expectUsable(page, { thumbs: false });
  await dialog.getByLabel('Sneltoetsen gebruiken').uncheck();
  await keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await keyboard.press('t');
  await expect(title).toHaveText('Lijst');
  await page.reload();
  await keyboard.press('t');
  await expect(title).toHaveText('Lijst');
  await openOwnMenu(page);
  await page.getByRole('button', { name: 'Sneltoetsen' }).click();
  await dialog.getByLabel('Sneltoetsen gebruiken').check();
  await dialog.getByRole('button', { name: 'Sluiten' }).click();
  await keyboard.press('Control+t');
  await expect(title).toHaveText('Lijst');
  await keyboard.press('t');
  await expect(title).toHaveText('Vandaag');
});

test('on paper today is a sheet of who comes, how and on which number, and nothing else', async ({
  page,
  site,
  own,
}) => {
  const name = uniqueName();
  await insertBegunToday(site, own, name);
  await signInByCookie(page.context(), site, own);
  await page.goto('/medewerker');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('main').getByRole('link', { name })).toContainText('06 12345678');
  await expect(page.getByRole('list').getByText('06 12345678')).toBeVisible();
  for (const gone of ['navigation', 'banner', 'contentinfo', 'button'] as const) {
    for (const element of await page.getByRole(gone, { includeHidden: true }).all()) {
      await expect(element).toBeHidden();
    }
  }
});

test('nobody is given the page of somebody else, and who is signed out is out at once', async ({
  page,
  site,
  own,
  somebodyElse,
}) => {
  const name = uniqueName();
  await insertBegunToday(site, own, name);
  await signInByCookie(page.context(), site, own);
  const other = await somebodyElse();
  await signInByCookie(other, site, { casemanager: { id: await makeKim(page, site) } });
  const read = async (from: typeof other, path = '/medewerker') => {
    const answer = await from.request.get(path, { maxRedirects: 0 });
    return { status: answer.status(), html: await answer.text() };
  };
  for (let round = 0; round < 3; round++) {
    expect((await read(page.context())).html).toContain(name);
    const theirs = await read(other);
    expect(theirs.status).toBe(200);
    expect(theirs.html).not.toContain(name);
  }
  const stranger = await makeCasemanager(site.db, [], { team: 'Ander team' });
  for (const part of ['dag', 'week', 'lijst']) {
    expect((await read(other, `/medewerker/${part}?who=${stranger}`)).status).toBe(404);
    expect((await read(other, `/medewerker/${part}?who=${own.casemanager.id}`)).html).toContain('Noor');
  }
  expect((await read(page.context(), '/en/medewerker')).status, 'the portal has no English').toBe(303);
  await site.sql`delete from sessions where user_id = ${own.casemanager.id}`;
  expect((await read(page.context())).status).toBe(303);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, viewport: phone });

  test('the agenda of a colleague, the days and the list are a link away', async ({ page, site, own }) => {
    await signInByCookie(page.context(), site, own);
    const kim = await makeKim(page, site);
    await page.goto('/medewerker');
    await page.getByRole('main').locator(`a[href*="${kim}"]`).click();
    const back = page.getByRole('link', { name: /^Agenda van Kim/ });
    await expect(back).toBeVisible();
    await page.getByRole('link', { name: 'Volgende dag' }).click();
    const tomorrow = addDays(dateInAmsterdam(Date.now()), 1);
    await expect(page).toHaveURL(new RegExp(`/medewerker/dag\\?(.*&)?date=${tomorrow}`));
    await page.getByRole('link', { name: 'Lijst', exact: true }).click();
    await expect(page.getByRole('heading', heading)).toHaveText('Lijst van Kim');
    await page.getByRole('link', { name: 'Later' }).click();
    await page.getByRole('link', { name: 'Nu', exact: true }).click();
    await back.click();
    await expect(page.getByRole('heading', heading)).toHaveText('Lijst');
    await openOwnMenu(page);
    await expect(page.getByRole('button', { name: 'Sneltoetsen' })).toHaveCount(0);
  });
});

test('nothing on the agenda moves when its scripts come late', async ({ page, site, own }) => {
  await signInByCookie(page.context(), site, own);
  const scripts = Promise.withResolvers<void>();
  await page.route(/\/_astro\/.*\.js$/, async (route) => {
    await scripts.promise;
    await route.continue();
  });
  await page.goto('/medewerker', { waitUntil: 'commit' });
  const link = page.getByRole('link', { name: 'Ziek of afwezig?' }).last();
  await expect(link).toBeVisible();
  const place = await link.boundingBox();
  scripts.resolve();
  await expect(page.getByRole('button', { name: 'Dag op papier' })).toBeVisible();
  expect(await link.boundingBox()).toEqual(place);
});

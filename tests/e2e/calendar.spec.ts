import { randomUUID } from 'node:crypto';
import type { Locator, Page, Route } from '@playwright/test';
import { isoWeekOf } from '#server/agenda/isoWeek.ts';
import { addDays, dateInAmsterdam, mondayOf, startOfDate } from '#server/kernel/time.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { makeCasemanager } from '../support/factories.ts';
import { bookByApi, changeByApi, freeTimes, topic, twoInOneWeek } from './support/api.ts';
import { timeForTwo, withColleagues } from './support/colleague.ts';
import { countBooked } from './support/database.ts';
import { expect, test } from './support/fixtures.ts';
import type { Site } from './support/site.ts';
import { scriptsRun, signInByCookie } from './support/staff.ts';

const computer = { width: 1280, height: 800 };
test.use({ viewport: computer });

/** Afspraken that were called off on one day: of those any number can be at one time. */
async function insertCancelled(
  { sql }: Site,
  { location, casemanager }: { location: string; casemanager: string },
  date: string,
  starts: readonly number[],
) {
  for (const minutes of starts) {
    const id = randomUUID();
    const start = new Date(startOfDate(date) + minutes * 60_000).toISOString();
    const end = new Date(startOfDate(date) + (minutes + 45) * 60_000).toISOString();
    await sql`
      insert into appointments (id, status, topic_id, location_id, modality, casemanager_id, starts_at, ends_at, during,
        local_date, reference, token_hash, name, created_at, booked_at, cancelled_at)
      values (${id}, 'cancelled', ${topic}, ${location}, 'telefoon', ${casemanager}, ${start}, ${end},
        tstzrange(${start}, ${end}), ${date}, ${`T-${id.slice(0, 8)}`}, ${hashToken(id)}, ${'Maximiliaan'.repeat(7)},
        ${start}, ${start}, ${start})`;
  }
}

const boxOf = async (locator: Locator) => {
  const box = await locator.boundingBox();
  if (!box) throw new Error('expected it to be in sight');
  return box;
};

const weekOf = (start: string) => `/medewerker/week?week=${isoWeekOf(start.slice(0, 10))}`;
const eventOf = (page: Page, name: string) => page.locator('.event', { hasText: name });
const columnOf = (page: Page, start: string) => page.locator(`[data-date="${start.slice(0, 10)}"]`);

/** Presses an afspraak and takes it to a time of the same week, or of another column, without letting go. */
async function take(page: Page, name: string, to: string, column = columnOf(page, to)) {
  await expect(scriptsRun(page)).toBeAttached();
  const event = await boxOf(eventOf(page, name));
  const box = await boxOf(column);
  // More than ten when an afspraak of that week lies outside of them.
  const hours = Number(await page.locator('[data-hours]').first().getAttribute('data-hours'));
  const top = Number(await column.getAttribute('data-top'));
  const y = box.y + ((Date.parse(to) - top) / (hours * 3_600_000)) * box.height;
  const aside = Math.min(40, event.width / 2);
  await page.mouse.move(event.x + aside, event.y + 4);
  await page.mouse.down();
  await page.mouse.move(box.x + aside, y + 4, { steps: 5 });
}

test('five days from 08:00 to 18:00 are in one view, a minute is as high everywhere, and twelve at once lie apart', async ({
  page,
  site,
  own,
}) => {
  const date = addDays(mondayOf(dateInAmsterdam(Date.now())), 21);
  // Somebody without hours, so that nothing else is on these days.
  const casemanager = await makeCasemanager(site.db, [], { firstName: 'Kim' });
  const whose = { location: own.location, casemanager };
  await insertCancelled(
    site,
    whose,
    date,
    Array.from({ length: 12 }, () => 600),
  );
  await insertCancelled(
    site,
    whose,
    date,
    Array.from({ length: 28 }, (_, index) => 660 + index * 10),
  );
  await signInByCookie(page.context(), site, { casemanager: { id: casemanager } });
  await page.goto(`/medewerker/week?week=${isoWeekOf(date)}`);
  const folded = page.getByRole('link', { name: 'Toon 40 afgezegde' });
  await expect(folded).toBeVisible();
  await expect(page.locator('.event')).toHaveCount(0);
  const pane = page.locator('.calendar-page__pane');
  const [shown, whole] = await pane.evaluate((one) => [one.clientHeight, one.scrollHeight]);
  expect(whole).toBe(shown);
  await expect(page.locator('.calendar__column')).toHaveCount(5);
  await page.getByRole('link', { name: 'Toon 7 dagen' }).click();
  await expect(page.locator('.calendar__column')).toHaveCount(7);

  await page.goto(`/medewerker/dag?date=${date}&cancelled=show`);
  await expect(page.locator('.event')).toHaveCount(40);
  const column = await boxOf(page.locator('.calendar__column'));
  const boxes = await Promise.all((await page.locator('.event').all()).map(boxOf));
  for (const { height } of boxes) expect(height / column.height).toBeCloseTo(45 / 600, 2);
  for (const [index, a] of boxes.entries()) {
    for (const b of boxes.slice(index + 1)) {
      const apart =
        a.x + a.width <= b.x + 1 ||
        b.x + b.width <= a.x + 1 ||
        a.y + a.height <= b.y + 1 ||
        b.y + b.height <= a.y + 1;
      expect(apart).toBe(true);
    }
  }
  await page.goto(`/medewerker/lijst?from=${date}&status=cancelled`);
  const rows = page.locator('.table > tbody > tr');
  await expect(rows).toHaveCount(40);
  const last = await boxOf(rows.nth(19));
  expect(last.y + last.height).toBeLessThanOrEqual(computer.height);
  await page.goto(`/medewerker/lijst?from=${date}&status=done`);
  await expect(rows).toHaveCount(0);
});

test('an afspraak is dragged to a free time; nothing moves when it is let go elsewhere, on Escape or when others change it', async ({
  page,
  site,
  own,
}) => {
  const [time, later] = await twoInOneWeek(site, own);
  const { name, token } = await bookByApi(site, time);
  await signInByCookie(page.context(), site, own);
  await page.goto(weekOf(time.start));
  const event = eventOf(page, name);
  const said = page.locator('[data-calendar-said]');
  const landing = page.locator('.landing');

  await take(page, name, `${time.start.slice(0, 10)}T08:00:00${time.start.slice(19)}`);
  await expect(landing).toContainText('Niet vrij');
  await page.mouse.up();
  await expect(said).toHaveText('Daar is het niet vrij. Er is niets verzet.');

  const column = columnOf(page, later.start);
  const before = await boxOf(column);
  await take(page, name, later.start);
  await expect(landing).toContainText(`${later.start.slice(11, 16)}`);
  expect(await boxOf(column), 'what is dragged over stays where it is').toEqual(before);
  await page.keyboard.press('Escape');
  await expect(landing).toHaveCount(0);
  await page.mouse.up();
  await expect(said).toHaveText('Gestopt. Er is niets verzet.');
  await expect(event).toContainText(time.start.slice(11, 16));

  await take(page, name, later.start);
  await expect(landing).toContainText('Laat los om te verzetten');
  await page.mouse.up();
  await expect(eventOf(page, name)).toContainText(later.start.slice(11, 16));
  expect(await countBooked(site, name)).toBe(1);

  const free = (await freeTimes(site, own)).filter(({ start }) => weekOf(start) === weekOf(later.start));
  const third = free.at(-1);
  if (!third) throw new Error('expected a third free time in that week');
  await page.goto(weekOf(time.start));
  await take(page, name, third.start);
  await expect(landing).toContainText('Laat los om te verzetten');
  await changeByApi(site, token, null);
  await expect(said).toHaveText('Deze afspraak is net veranderd. Er is niets verzet.');
  await page.mouse.up();
  await expect(landing).toHaveCount(0);
});

test('a connection that drops while dragging moves nothing and says so; empty time is drawn to book or to be away', async ({
  page,
  site,
  own,
  context,
}) => {
  const [time, later] = await twoInOneWeek(site, own);
  const { name } = await bookByApi(site, time);
  await signInByCookie(page.context(), site, own);
  await page.goto(weekOf(time.start));
  // However many places it passes on its way, all are asked about in vain.
  const drop = (route: Route) => route.abort('internetdisconnected');
  await page.route('**/verzetten?*', drop);
  await take(page, name, later.start);
  await expect(page.locator('.landing')).toContainText('Geen verbinding');
  await page.mouse.up();
  await expect(page.locator('[data-calendar-said]')).toHaveText(
    'Er was geen verbinding. Er is niets verzet.',
  );
  await page.unroute('**/verzetten?*', drop);

  await take(page, name, later.start);
  await expect(page.locator('.landing')).toContainText('Laat los om te verzetten');
  await context.setOffline(true);
  await page.mouse.up();
  await expect(page.locator('[data-calendar-said]')).toContainText('De verbinding viel weg');
  await context.setOffline(false);
  await page.reload();
  await expect(eventOf(page, name)).toContainText(time.start.slice(11, 16));

  const free = columnOf(page, later.start).locator('[data-free]').last();
  const box = await boxOf(free);
  await expect(scriptsRun(page)).toBeAttached();
  await page.mouse.move(box.x + 30, box.y + 5);
  await page.mouse.down();
  await page.mouse.move(box.x + 30, box.y + 60, { steps: 4 });
  await page.mouse.up();
  await expect(page.getByRole('link', { name: /^Afwezig \d\d:\d\d tot \d\d:\d\d$/ })).toBeVisible();
  await page.getByRole('link', { name: /^Maak een afspraak om \d\d:\d\d$/ }).click();
  await expect(page).toHaveURL(/\/medewerker\/nieuw\?date=.+&time=\d\d%3A\d\d/);
});

test('in the day of the team an afspraak is dragged to a colleague; when the session ends meanwhile it stays, and one comes back', async ({
  page,
  site,
  own,
}) => {
  await withColleagues(site, own, ['Gijs'], async () => {
    const time = await timeForTwo(site, own);
    const { name } = await bookByApi(site, time);
    const whose = async () => {
      const [row] = await site.sql<{ firstName: string }[]>`
        select first_name as "firstName" from appointments join staff on staff.id = casemanager_id where name = ${name}`;
      return row?.firstName;
    };
    await site.sql`update appointments set casemanager_id = ${own.casemanager.id} where name = ${name}`;
    const [gijs] = await site.sql`select id from staff where first_name = 'Gijs' and active`;
    await signInByCookie(page.context(), site, own);
    await page.goto(`/medewerker/team/dag?date=${time.start.slice(0, 10)}`);
    const column = page.locator(`[data-top][data-who="${gijs?.id}"]`);

    await take(page, name, time.start, column);
    await expect(page.locator('.landing')).toContainText('Laat los om te verzetten');
    await site.sql`delete from sessions where user_id = ${own.casemanager.id}`;
    await page.mouse.up();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Inloggen');
    expect(await whose()).toBe('Noor');
    await page.getByLabel('E-mailadres').fill(own.casemanager.email);
    await page.getByLabel('Wachtwoord').fill(own.casemanager.password);
    await page.getByRole('button', { name: 'Inloggen', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Team op /);

    await take(page, name, time.start, column);
    await expect(page.locator('.landing')).toContainText('Laat los om te verzetten');
    await page.mouse.up();
    await expect(column).toContainText(name);
    expect(await whose()).toBe('Gijs');
  });
});

import type { Page } from '@playwright/test';
import { makeCasemanager } from '../support/factories.ts';
import { bookByApi, changeByApi, type FreeTime, freeTimes } from './support/api.ts';
import { addColleagues } from './support/colleague.ts';
import { expect, test } from './support/fixtures.ts';
import { type OwnPlace, rosterChanged } from './support/ownPlace.ts';
import type { Site } from './support/site.ts';
import { faultTitle, signInByCookie } from './support/staff.ts';
import { expectUsable } from './support/usable.ts';

const path = '/medewerker/uitzonderingen';

/** Free times on one day, some weeks ahead so that no other test is there, with room between them. */
async function timesOnADay(site: Site, own: OwnPlace, many: number): Promise<FreeTime[]> {
  const byDay = Map.groupBy(await freeTimes(site, own), ({ start }) => start.slice(0, 10));
  const whole = [...byDay.values()].map((times) => times.filter(({ start }) => start.slice(14, 16) === '00'));
  const day = whole.filter((times) => times.length >= many).at(-2);
  if (!day) throw new Error(`expected a day with ${many} free hours`);
  return day.slice(0, many);
}

/** Opens the form as one of the links above it fills it in; the page stays, so what is typed waits for that form. */
async function openQuick(page: Page, name: string): Promise<void> {
  const link = page.getByRole('link', { name, exact: true });
  const href = (await link.getAttribute('href')) ?? '';
  await link.click();
  await page.waitForURL((url) => url.href.endsWith(href));
}

/** Gives a whole day off on the page of exceptions. */
async function giveDayOff(page: Page, date: string): Promise<void> {
  await openQuick(page, 'Vrij');
  await page.getByLabel('Vanaf').fill(date);
  await page.getByRole('button', { name: 'Opslaan' }).click();
}

const row = (page: Page, name: string) =>
  page.getByRole('listitem').or(page.getByRole('row')).filter({ hasText: name });

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('a day off hits afspraken, and each of them gets its own answer', async ({ page, site, own }) => {
      const times = await timesOnADay(site, own, 4);
      const date = times[0]?.start.slice(0, 10) ?? '';
      const booked = await Promise.all(times.map((time) => bookByApi(site, time)));
      const [kept = '', given = '', asked = '', moved = ''] = booked.map(({ name }) => name);
      // With one only there would be nobody to choose.
      const end = await addColleagues(site, own, ['Fenna', 'Gijs']);
      await signInByCookie(page.context(), site, own);
      await page.goto(path);
      await giveDayOff(page, date);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Afspraken buiten de werktijd');
      await expect(page.getByText('Je wijziging is opgeslagen.')).toBeVisible();
      if (javaScriptEnabled) await expectUsable(page, { thumbs: true });

      await row(page, kept).getByRole('radio', { name: 'Houden' }).check();
      await row(page, given).getByRole('radio', { name: 'Aan een collega geven' }).check();
      await row(page, asked).getByRole('radio', { name: 'De jongere laten kiezen' }).check();
      await row(page, asked).getByLabel('Een woord aan de jongere').fill('Ik ben er dan niet.');
      await row(page, moved).getByRole('radio', { name: 'De jongere laten kiezen' }).check();
      // The jongere is faster, and takes a time on a day that is worked.
      const [other] = (await freeTimes(site, own)).filter(({ start }) => start.slice(0, 10) !== date);
      if (!other || !booked[3]) throw new Error('expected another free time');
      await changeByApi(site, booked[3].token, other);
      await page.getByRole('button', { name: 'Uitvoeren' }).click();

      await expect(page).toHaveTitle(faultTitle);
      await expect(page.getByRole('alert')).toContainText(`${moved}: is intussen verzet naar`);
      await expect(page.getByRole('alert')).toContainText(`${given}, `);
      // Beside it the bar that takes it back speaks too.
      const done = page.getByRole('status').filter({ hasText: 'Dit is gedaan' });
      await expect(done).toContainText(`${kept}, `);
      await page.getByRole('alert').getByRole('link', { name: given }).click();
      await row(page, given).getByLabel('Collega die dan vrij is').selectOption({ label: 'Fenna Collega' });
      await page.getByRole('button', { name: 'Uitvoeren' }).click();
      await expect(done).toContainText('Naar een collega: 1.');
      await expect(page.getByText('Er is niets meer te kiezen')).toBeVisible();
      await expect(row(page, asked).getByRole('link', { name: /@/ })).toHaveAttribute('href', /^mailto:/);
      const [state] = await site.sql`
        select message_to_jongere as message, choose_again_at is not null as asked
        from appointments where name = ${asked}`;
      expect(state).toEqual({ message: 'Ik ben er dan niet.', asked: true });

      await page.getByRole('button', { name: `Toch laten staan: ${asked}` }).click();
      await expect(page.getByRole('heading', { name: 'Wacht op de jongere' })).toHaveCount(0);
      await page.goto(path);
      await page.getByRole('button', { name: /^Verwijderen: Vrij/ }).click();
      await expect(page.getByText('Verwijderd.')).toBeVisible();
      await site.sql`delete from appointments where name = any(${[kept, given, asked, moved]})`;
      await end();
    });
  });
}

test('mistakes are told beside what was typed, and what clashes is named', async ({ page, site, own }) => {
  await signInByCookie(page.context(), site, own);
  await page.goto(path);
  await expect(page.getByText('Er staat niets gepland')).toBeVisible();
  await openQuick(page, 'Extra uren');
  await page.getByLabel('Vanaf').fill('2020-01-06');
  await page.getByLabel('Van (tijd)').fill('19:00');
  await page.getByLabel('Tot (tijd)').fill('18:00');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(page).toHaveTitle(faultTitle);
  for (const message of ['Dit is al helemaal voorbij', 'De eindtijd ligt voor de begintijd', 'Kies een plek'])
    await expect(page.getByRole('alert')).toContainText(message);
  await expect(page.getByLabel('Van (tijd)')).toHaveValue('19:00');
  await expectUsable(page, { thumbs: true });

  const date = (await timesOnADay(site, own, 4))[0]?.start.slice(0, 10) ?? '';
  await page.getByLabel('Vanaf').fill(date);
  await page.getByRole('textbox', { name: 'Tot en met (niet verplicht)' }).fill('');
  await page.getByLabel('Tot (tijd)').fill('21:00');
  await page.getByLabel('Waar werk je dan?').selectOption(own.location);
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.getByText('Opgeslagen.')).toBeVisible();
  await expect(row(page, 'Extra uren')).toContainText('19:00 tot 21:00');

  await giveDayOff(page, date);
  await expect(row(page, 'De hele dag')).toHaveCount(1);
  await giveDayOff(page, date);
  await expect(row(page, 'De hele dag'), 'the same one twice is one').toHaveCount(1);
  await openQuick(page, 'Training');
  await page.getByLabel('Vanaf').fill(date);
  await page.getByLabel('Van (tijd)').fill('10:00');
  await page.getByLabel('Tot (tijd)').fill('11:00');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.getByText('Dit staat er al')).toBeVisible();
  await page.getByRole('button', { name: 'Toch opslaan' }).click();
  await expect(row(page, '10:00 tot 11:00')).toBeVisible();
  await expectUsable(page, { thumbs: true });

  // Another device changes it while it is open here.
  await page.getByRole('link', { name: /^Wijzigen: Training/ }).click();
  await expect(page.getByRole('button', { name: 'Wijziging opslaan' })).toBeVisible();
  await site.sql`
    update availability_exceptions set until_time = '12:00'
    where casemanager_id = ${own.casemanager.id} and reason = 'training'`;
  await page.getByLabel('Tot (tijd)').fill('11:30');
  await page.getByRole('button', { name: 'Wijziging opslaan' }).click();
  await expect(page.getByRole('alert')).toContainText('Dit is intussen gewijzigd');
  await expect(page.getByText('10:00 tot 12:00').first()).toBeVisible();
  await expect(page.getByLabel('Tot (tijd)')).toHaveValue('11:30');
  const before = (await freeTimes(site, own)).length;
  await site.sql`delete from availability_exceptions where casemanager_id = ${own.casemanager.id}`;
  await rosterChanged(site, async () => (await freeTimes(site, own)).length > before);
});

test('a colleague of the team reports somebody ill; of another team there is nobody', async ({
  page,
  site,
  own,
}) => {
  const colleague = await makeCasemanager(site.db, [], { firstName: 'Ilse', lastName: 'Voorbeeld' });
  const stranger = await makeCasemanager(site.db, [], { team: 'Zuid' });
  await signInByCookie(page.context(), site, own);
  expect((await page.goto(`${path}?who=${stranger}`))?.status()).toBe(404);
  expect((await page.goto(`/medewerker/buiten-werktijd?who=${stranger}`))?.status()).toBe(404);
  const status = async () => (await page.goto(`${path}?who=${colleague}`))?.status();
  await expect.poll(status, { message: 'the server knows the new colleague' }).toBe(200);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Afwezig of extra uren: Ilse Voorbeeld');
  await openQuick(page, 'Ziek morgen');
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(page.getByText('Opgeslagen.')).toBeVisible();
  await expect(row(page, 'Doorgegeven door Noor')).toContainText('Ziek');
  await site.sql`delete from availability_exceptions where created_by = ${own.casemanager.id}`;
});

import { bookByApi, freeTimes } from '../api.ts';
import { expect } from '../fixtures.ts';
import type { World } from '../states.ts';
import { press } from './acts.ts';
import type { PostedForm } from './postedForm.ts';

/** Two afspraken on a day some weeks ahead, on which the casemanager turns out to be away. */
async function outside({ site, own }: World) {
  const days = Map.groupBy(await freeTimes(site, own), ({ start }) => start.slice(0, 10));
  const [date = '', times = []] = [...days].filter(([, all]) => all.length >= 9).at(-3) ?? [];
  for (const time of [times[0], times.at(-1)]) if (time) await bookByApi(site, time);
  await site.sql`
    insert into availability_exceptions (casemanager_id, kind, date_from, date_until, reason)
    values (${own.casemanager.id}, 'absence', ${date}, ${date}, 'verlof')`;
}

const openOutside = ({ page }: World) => page.goto('/medewerker/buiten-werktijd');

/** Takes away what `outside` made. */
const noMoreOutside = async ({ site, own }: World) => {
  const { id } = own.casemanager;
  await site.sql`
    delete from appointments a using availability_exceptions e
    where e.casemanager_id = ${id} and a.casemanager_id = ${id} and a.local_date = e.date_from`;
  await site.sql`delete from availability_exceptions where casemanager_id = ${id}`;
};

/** The page of what falls outside the hours: each form comes to what the one before it left. */
export const outsideForms: readonly PostedForm[] = [
  {
    form: 'pages/medewerker/buiten-werktijd.astro#2',
    open: async (world) => {
      await outside(world);
      await openOutside(world);
    },
    send: async ({ page }) => {
      await page.locator('input[name^=what-][value=ask]').last().check();
      await page.locator('textarea[name^=message-]').last().fill('Ik ben er niet.');
      await page.getByRole('radio', { name: 'Later kiezen' }).last().check();
      await press(page, 'Uitvoeren');
    },
    shows: async ({ page }) => {
      await expect(page).toHaveTitle(/Fout: /);
      await expect(page.locator('textarea[name^=message-]').last()).toHaveValue('Ik ben er niet.');
    },
  },
  {
    form: 'exceptions/ForAll.astro',
    open: openOutside,
    send: async ({ page }) => {
      await page.locator('input[name=for-all][value=ask]').check();
      await page.getByRole('button', { name: /^Doe dit voor \d+ afspraken$/ }).click();
    },
  },
  {
    form: 'exceptions/WaitingRow.astro',
    open: openOutside,
    send: ({ page }) =>
      page
        .getByRole('button', { name: /^Toch laten staan/ })
        .first()
        .click(),
  },
  {
    form: 'pages/medewerker/buiten-werktijd.astro',
    open: async (world) => {
      await noMoreOutside(world);
      await outside(world);
      await openOutside(world);
    },
    send: async (world) => {
      await world.page.getByRole('button', { name: /^Intrekken/ }).click();
      await noMoreOutside(world);
    },
  },
];

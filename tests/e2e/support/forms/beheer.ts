import { expect } from '../fixtures.ts';
import type { World } from '../states.ts';
import { at, holds, press, title } from './acts.ts';
import type { PostedForm } from './postedForm.ts';

const subject = '00000000-0000-4000-8000-00000000beef';

/** A closure that was changed since, so that an older change cannot be taken back any more. */
async function changedTwice({ site }: World) {
  await site.sql`
    insert into closures (id, name, date_from, date_until) values (${subject}, 'Proefdag', '2031-08-04', '2031-08-04')
    on conflict do nothing`;
  const value = { name: 'Proefdag', from: '2031-08-04', until: '2031-08-04' };
  await site.sql`
    insert into configuration_changes (kind, subject, before, after, at)
    values ('closure', ${subject}, null, ${JSON.stringify(value)}::text::jsonb, now())`;
  return () => site.sql`delete from closures where id = ${subject}`;
}

const openLast = async ({ page, site }: World) => {
  const [row] =
    await site.sql`select max(id)::text as id from configuration_changes where subject = ${subject}`;
  await page.goto(`/medewerker/beheer/wijzigingen/${String(row?.id)}`);
};

/** What a beheerder configures; the first of them signs in. */
export const beheerForms: readonly PostedForm[] = [
  {
    form: 'beheer/SubjectPage.astro',
    open: async ({ page }) => {
      await page.goto('/medewerker/inloggen?back=/medewerker/beheer/locaties/nieuw');
      await page.getByRole('button', { name: /^Inloggen als Iris/ }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nieuwe locatie');
    },
    send: async ({ page }) => {
      await page.getByLabel('Naam', { exact: true }).fill('Wijkpunt');
      await press(page, 'Opslaan');
    },
    shows: async (world) => {
      await title(world, /^Fout: Nieuwe locatie/);
      await holds(world, 'Naam', 'Wijkpunt');
    },
  },
  {
    form: 'beheer/Ending.astro',
    open: at('/medewerker/beheer/teams/00000000-0000-4000-8000-000000000002'),
    send: ({ page }) => press(page, 'Stoppen'),
    shows: ({ page }) => expect(page.getByRole('alert')).toContainText('In dit team zitten nog mensen'),
  },
  {
    form: 'pages/medewerker/beheer/wijzigingen/[id].astro',
    prepare: changedTwice,
    open: openLast,
    send: ({ page }) => press(page, 'Draai terug'),
  },
  {
    form: 'pages/medewerker/beheer/logboek/index.astro',
    open: at('/medewerker/beheer/logboek'),
    send: async ({ page }) => {
      await page.getByLabel('Soort').selectOption('changed');
      await press(page, 'Zoeken');
    },
  },
];

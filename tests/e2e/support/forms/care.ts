import { bookByApi, freeTimes, uniqueName } from '../api.ts';
import { addColleague } from '../colleague.ts';
import { insertBegunToday } from '../database.ts';
import { expect } from '../fixtures.ts';
import type { World } from '../states.ts';
import { care, holds, press, title } from './acts.ts';
import type { PostedForm } from './postedForm.ts';

/** Somebody changes the afspraak that the page is about, so that what is sent is no longer about it as it is. */
const changed = ({ page, site }: World) => {
  const id = /afspraken\/([\w-]{36})/.exec(page.url())?.[1] ?? '';
  return site.sql`update appointments set sequence = sequence + 1 where id = ${id}`;
};

/** A page that changes one afspraak: a word is typed, and the afspraak is not as it was any more. */
const careForm = (page: string, button: string): PostedForm => ({
  form: `pages/medewerker/afspraken/[id]/${page}.astro`,
  open: care(`/${page}`),
  send: async (world) => {
    await world.page.getByLabel(/Een woord voor de jongere/).fill('Helaas.');
    await changed(world);
    await press(world.page, button);
  },
  shows: async (world) => {
    await title(world, /Fout: /);
    await holds(world, /Een woord voor de jongere/, 'Helaas.');
  },
});

export const careForms: readonly PostedForm[] = [
  {
    form: 'agenda/OutcomeForm.astro',
    open: async ({ page, site, own }) =>
      page.goto(`/medewerker/afspraken/${await insertBegunToday(site, own, uniqueName())}`),
    send: async (world) => {
      await changed(world);
      await world.page.locator('form#uitkomst button').first().click();
    },
    shows: (world) => title(world, /Fout: /),
  },
  {
    form: 'appointment/Notes.astro#2',
    open: care(''),
    send: async ({ page }) => {
      await page.locator('textarea[name=text]').fill('n'.repeat(501));
      await press(page, 'Notitie bewaren');
    },
    shows: async (world) => {
      await title(world, /Fout: /);
      await expect(world.page.locator('textarea[name=text]')).toHaveValue('n'.repeat(501));
    },
  },
  {
    form: 'appointment/Notes.astro',
    open: async (world) => {
      await care('')(world);
      await world.page.locator('textarea[name=text]').fill('Belt maandag terug.');
      await press(world.page, 'Notitie bewaren');
    },
    send: ({ page }) => page.getByRole('button', { name: /^Haal je notitie/ }).click(),
  },
  careForm('afzeggen', 'Ja, zeg de afspraak af'),
  careForm('opnieuw-kiezen', 'Vraag een andere tijd te kiezen'),
  {
    ...careForm('overdragen', 'Overdragen'),
    prepare: ({ site, own }) => addColleague(site, own),
    // At the end of what can be booked both are free.
    open: care('/overdragen', -5),
  },
  careForm('verzetten', 'Verzetten'),
  {
    form: 'pages/medewerker/afspraken/[id]/link.astro',
    open: care('/link'),
    send: ({ page }) => press(page, 'Maak een nieuwe link'),
    shows: ({ page }) => expect(page.locator('#link')).toHaveValue(/\/mijn-afspraak\/[\w-]{32}$/),
  },
  {
    form: 'pages/medewerker/afspraken/[id]/vervolg.astro#2',
    open: care('/vervolg'),
    send: ({ page }) => press(page, 'Vastleggen'),
  },
  {
    form: 'pages/medewerker/afspraken/[id]/vervolg.astro#3',
    open: async (world) => {
      await care('/vervolg')(world);
      const start = await world.page.locator('input[name=start]').first().getAttribute('value');
      const time = (await freeTimes(world.site, world.own)).find((one) => one.start === start);
      if (!time) throw new Error(`expected ${start} to be free`);
      await bookByApi(world.site, time);
      await world.page.reload();
    },
    send: ({ page }) => page.locator('.care__ways form button').first().click(),
  },
];

import { bookByApi, freeTimes, uniqueName } from '../api.ts';
import { addColleagues, timeForTwo } from '../colleague.ts';
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

/** The same act in place, on the page of the afspraak: it is unfolded there again with what was typed. */
const actForm = (form: string, act: string, summary: string, button: string | RegExp): PostedForm => ({
  form,
  open: care(''),
  send: async (world) => {
    const fold = world.page.locator('details.care-act').filter({ has: world.page.getByText(summary) });
    await fold.locator('summary').click();
    await fold.getByLabel(/Een woord voor de jongere/).fill('Helaas.');
    await changed(world);
    await fold.getByRole('button', { name: button }).click();
  },
  shows: async (world) => {
    await title(world, /Fout: /);
    await expect(world.page.locator(`#word-${act}`)).toHaveValue('Helaas.');
  },
});

const bothFree = ({ site, own }: World) => timeForTwo(site, own);
/** A free time of which the same hour two weeks later is free too, as a follow-up offers it. */
const freeTwice = async ({ site, own }: World) => {
  const times = await freeTimes(site, own);
  const free = new Set(times.map(({ start }) => Date.parse(start)));
  const later = (start: string) =>
    Temporal.Instant.from(start).toZonedDateTimeISO('Europe/Amsterdam').add({ days: 14 }).epochMilliseconds;
  const found = times.find(({ start }) => free.has(later(start)));
  if (!found) throw new Error('expected a time that is free two weeks later too');
  return found;
};
const note = ({ page }: World) => page.locator('textarea[name=text]');
/** Opens one that began, away from the one before it: that goes, and its page would load anew. */
const begun = async ({ page, site, own }: World) => {
  await page.goto('/hulp-nu');
  await page.goto(`/medewerker/afspraken/${await insertBegunToday(site, own, uniqueName())}`);
};
const outcome = ({ page }: World, name: RegExp) =>
  page.locator('form.care-outcome').getByRole('button', { name });
const feed = ({ page }: World, text: string) => expect(page.locator('.feed')).toContainText(text);

export const careForms: readonly PostedForm[] = [
  {
    form: 'appointment/Outcomes.astro',
    open: begun,
    send: async (world) => {
      await changed(world);
      await outcome(world, /^Geweest/).click();
    },
    shows: (world) => title(world, /Fout: /),
  },
  {
    form: 'ui/work/Toast.astro',
    open: async (world) => {
      await begun(world);
      await outcome(world, /^Geweest/).click();
      await expect(outcome(world, /^Geweest/)).toHaveAttribute('aria-pressed', 'true');
    },
    send: ({ page }) => page.getByRole('button', { name: /^Maak ongedaan/ }).click(),
    shows: (world) => expect(outcome(world, /^Geweest/)).not.toHaveAttribute('aria-pressed'),
  },
  {
    form: 'appointment/Feed.astro',
    open: care(''),
    send: async (world) => {
      await note(world).fill('n'.repeat(501));
      await world.page.getByRole('button', { name: /^Bewaar/ }).click();
    },
    shows: async (world) => {
      await title(world, /Fout: /);
      await expect(note(world)).toHaveValue('n'.repeat(501));
    },
  },
  {
    form: 'appointment/Feed.astro#2',
    open: async (world) => {
      await care('')(world);
      await note(world).fill('Belt maandag terug.');
      await world.page.getByRole('button', { name: /^Bewaar/ }).click();
      await feed(world, 'Belt maandag terug.');
    },
    send: ({ page }) => press(page, 'Weghalen'),
    shows: (world) => expect(world.page.locator('.feed')).not.toContainText('Belt maandag terug.'),
  },
  actForm('appointment/CareActs.astro', 'move', 'Verzetten', 'Verzetten'),
  {
    form: 'appointment/CareActs.astro#3',
    open: care(''),
    send: ({ page }) => page.locator('.care-follow form button').first().click(),
    shows: (world) => feed(world, 'Komt nog'),
  },
  {
    ...actForm('appointment/CareActs.astro#4', 'hand-over', 'Overdragen', /^(Noor|Yara) /),
    prepare: ({ site, own }) => addColleagues(site, own, ['Yara']),
    open: care('', bothFree),
  },
  actForm(
    'appointment/CareActs.astro#5',
    'choose-again',
    'Jongere laten kiezen',
    'Vraag een andere tijd te kiezen',
  ),
  actForm('appointment/CareActs.astro#6', 'cancel', 'Afzeggen', 'Zeg af'),
  careForm('afzeggen', 'Ja, zeg de afspraak af'),
  careForm('opnieuw-kiezen', 'Vraag een andere tijd te kiezen'),
  {
    ...careForm('overdragen', 'Overdragen'),
    prepare: ({ site, own }) => addColleagues(site, own, ['Yara']),
    open: care('/overdragen', bothFree),
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
    open: care('/vervolg', freeTwice),
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

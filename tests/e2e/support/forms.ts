import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { bookByApi, changeByApi, freeTime, freeTimes, topic, uniqueName } from './api.ts';
import {
  chooseFirstTime,
  confirm,
  goOn,
  holdTime,
  somebody,
  tellAboutYourself,
  whenPath,
} from './booking.ts';
import { addColleague } from './colleague.ts';
import { insertBegunToday, withoutHours } from './database.ts';
import { expect } from './fixtures.ts';
import { postTime, type World } from './states.ts';

/** A form that is sent with a method that leaves something to come back to. */
export interface PostedForm {
  /** `file` of src, with `#2` for the second form in it. */
  form: string;
  /** What must be there first; gives what takes it away again. */
  prepare?: (world: World) => Promise<() => Promise<unknown>>;
  /** Opens its page. */
  open: (world: World) => Promise<unknown>;
  /** Fills it in and sends it. */
  send: (world: World) => Promise<unknown>;
  /**
   * What the page shows that comes of it, and that Back must show again. Left out where the form can only be
   * accepted: then Back must come to any page of ours.
   */
  shows?: (world: World) => Promise<unknown>;
  /** With JavaScript a script answers it within the page, so Back leads out of the page and in again. */
  scripted?: true;
}

const src = fileURLToPath(new URL('../../../src', import.meta.url));

const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(astro|tsx)$/.test(path))
  .sort()
  .map((file) => ({ file, text: readFileSync(join(src, file), 'utf8') }));

const numbered = (file: string, many: number) =>
  Array.from({ length: many }, (_, index) => (index === 0 ? file : `${file}#${index + 1}`));

/** Every form in src that is posted, as `PostedForm` names it. */
export const formsInSrc = (): string[] =>
  sources.flatMap(({ file, text }) => {
    const tags = text.match(/<form\b[\s\S]*?>/g) ?? [];
    return numbered(file, tags.filter((tag) => /method="post"/i.test(tag)).length);
  });

/** The forms among them that carry the key of a session. */
export const keysInSrc = (): string[] =>
  sources.flatMap(({ file, text }) =>
    numbered(file, text.match(/<FormKey \/>|props\.formKey\.value/g)?.length ?? 0),
  );

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();
const title = ({ page }: World, text: RegExp) => expect(page).toHaveTitle(text);
const heading = ({ page }: World, text: string | RegExp) =>
  expect(page.getByRole('heading', { level: 1 })).toHaveText(text);
const holds = async ({ page }: World, label: string | RegExp, value: string | RegExp) =>
  expect(page.getByLabel(label)).toHaveValue(value);
const at =
  (path: string) =>
  ({ page }: World) =>
    page.goto(path);

/** An afspraak whose id and token are known, made anew each time. */
async function made({ site, own }: World, index = 0) {
  const time = (await freeTimes(site, own)).at(index);
  if (!time) throw new Error(`expected a free time ${index}`);
  const booked = await bookByApi(site, time);
  const [row] = await site.sql<{ id: string }[]>`select id from appointments where name = ${booked.name}`;
  if (!row) throw new Error('expected the afspraak that was just made');
  return { ...booked, id: row.id, time };
}

/** Opens a page of the portal about a fresh afspraak. */
const care = (path: string, index?: number) => async (world: World) => {
  const { id } = await made(world, index);
  await world.page.goto(`/medewerker/afspraken/${id}${path}`);
};

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

/** Somebody changes the afspraak that the page is about, so that what is sent is no longer about it as it is. */
const changed = ({ page, site }: World) => {
  const id = /afspraken\/([\w-]{36})/.exec(page.url())?.[1] ?? '';
  return site.sql`update appointments set sequence = sequence + 1 where id = ${id}`;
};

async function check(world: World) {
  await holdTime(world.page, world.own);
  await tellAboutYourself(world.page, somebody());
}

const answers: readonly PostedForm[] = [
  {
    form: 'check/island/Question.tsx',
    scripted: true,
    open: at('/startkwalificatie'),
    send: async ({ page }) => {
      await page.getByLabel('Wanneer ben je geboren?').fill('30-2-2007');
      await goOn(page);
    },
    shows: async (world) => {
      await title(world, /^Fout: /);
      await holds(world, 'Wanneer ben je geboren?', '30-2-2007');
    },
  },
  {
    form: 'check/island/Result.tsx',
    scripted: true,
    open: async ({ page }) => {
      await page.goto('/startkwalificatie');
      await page.getByLabel('Wanneer ben je geboren?').fill('1-2-1990');
      await goOn(page);
      await page.getByRole('radio', { name: /^Hbo/ }).check();
      await page.locator('[data-check] button[type=submit]').first().click();
    },
    send: ({ page }) => press(page, 'Antwoord aanpassen'),
    shows: ({ page }) => expect(page.getByRole('radio', { name: /^Hbo/ })).toBeChecked(),
  },
  {
    form: 'chat/QuestionForm.astro',
    scripted: true,
    open: at('/chat?vraag=ja'),
    send: async ({ page }) => {
      await page.getByLabel('Je vraag').fill('Kan ik in februari beginnen?');
      await page.getByLabel('Je telefoonnummer').fill('12');
      await press(page, 'Verstuur je vraag');
    },
    shows: async (world) => {
      await title(world, /^Fout: /);
      await holds(world, 'Je vraag', 'Kan ik in februari beginnen?');
    },
  },
];

const steps: readonly PostedForm[] = [
  {
    form: 'pages/afspraak/index.astro',
    open: at('/afspraak'),
    send: ({ page }) => goOn(page),
    shows: (world) => title(world, /^Fout: Waar wil je over praten/),
  },
  {
    form: 'pages/afspraak/hoe.astro',
    open: at(`/afspraak/hoe?onderwerp=${topic}`),
    send: ({ page }) => goOn(page),
    shows: (world) => title(world, /^Fout: Hoe wil je praten/),
  },
  {
    form: 'booking/picker/SlotPicker.tsx',
    open: ({ page, own }) => page.goto(whenPath(own)),
    send: ({ page }) => chooseFirstTime(page),
  },
  {
    form: 'booking/TakenNotice.astro',
    open: async ({ page, site, own }) => {
      const time = await freeTime(site, own);
      await page.goto(whenPath(own));
      await bookByApi(site, time);
      await postTime(page, time);
    },
    send: ({ page }) => page.locator('form.taken button').first().click(),
    shows: (world) => heading(world, 'Over jou'),
  },
  {
    form: 'booking/PersonForm.astro',
    open: ({ page, own }) => holdTime(page, own),
    send: ({ page }) => tellAboutYourself(page, somebody({ name: 'Noa', email: 'noa@' })),
    shows: async (world) => {
      await title(world, /^Fout: Over jou/);
      await holds(world, 'Je voornaam', 'Noa');
      await holds(world, 'Je e-mailadres', 'noa@');
      await expect(world.page.getByRole('radio', { name: '18 tot en met 22' })).toBeChecked();
    },
  },
  {
    form: 'booking/HoldBack.astro',
    open: ({ page, own }) => holdTime(page, own),
    send: ({ page }) => page.getByRole('button', { name: 'Andere tijd kiezen' }).first().click(),
  },
  {
    form: 'booking/HoldWays.astro',
    open: ({ page, own }) => holdTime(page, own),
    send: ({ page }) => press(page, 'Stoppen'),
  },
  {
    form: 'pages/afspraak/[hold]/controle.astro#2',
    open: check,
    send: async ({ page, site, own }) =>
      withoutHours(site, own, async () => {
        await confirm(page);
        await page.getByRole('alert').waitFor();
      }),
    shows: (world) => heading(world, 'Deze tijd kan niet meer'),
  },
];

const privateLink: readonly PostedForm[] = [
  {
    form: 'booking/picker/SlotPicker.tsx',
    open: async (world) => {
      const { token } = await made(world);
      const to = await freeTime(world.site, world.own, 4);
      await world.page.goto(`/mijn-afspraak/${token}/verzetten?week=${to.start.slice(0, 10)}`);
      await bookByApi(world.site, to);
      await postTime(world.page, to);
    },
    send: () => Promise.resolve(),
    shows: async (world) => {
      await title(world, /^Fout: Kies een nieuwe tijd/);
      await expect(world.page.getByRole('alert')).toBeVisible();
    },
  },
  {
    form: 'pages/mijn-afspraak/[token]/afzeggen.astro',
    open: async (world) => world.page.goto(`/mijn-afspraak/${(await made(world)).token}/afzeggen`),
    send: async ({ page }) => {
      await page.getByLabel(/Waarom zeg je af/).fill('a'.repeat(501));
      await press(page, 'Ja, zeg mijn afspraak af');
    },
    shows: async (world) => {
      await title(world, /^Fout: /);
      await holds(world, /Waarom zeg je af/, 'a'.repeat(501));
    },
  },
  {
    form: 'pages/mijn-afspraak/[token]/wissen.astro',
    open: async (world) => {
      const { token } = await made(world);
      await changeByApi(world.site, token, null);
      await world.page.goto(`/mijn-afspraak/${token}/wissen`);
    },
    send: ({ page }) => press(page, 'Ja, wis mijn gegevens'),
  },
];

/** The page of what falls outside the hours: each form comes to what the one before it left. */
const outsideForms: readonly PostedForm[] = [
  {
    form: 'pages/medewerker/buiten-werktijd.astro#3',
    open: async (world) => {
      await outside(world);
      await openOutside(world);
    },
    send: async ({ page }) => {
      await page.locator('input[name^=wat-][value=ask]').last().check();
      await page.locator('textarea[name^=woord-]').last().fill('Ik ben er niet.');
      await page.getByRole('radio', { name: 'Later kiezen' }).last().check();
      await press(page, 'Uitvoeren');
    },
    shows: async ({ page }) => {
      await expect(page).toHaveTitle(/Fout: /);
      await expect(page.locator('textarea[name^=woord-]').last()).toHaveValue('Ik ben er niet.');
    },
  },
  {
    form: 'pages/medewerker/buiten-werktijd.astro#2',
    open: openOutside,
    send: ({ page }) => page.locator('button[name=voor-alle][value=ask]').click(),
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

const portal: readonly PostedForm[] = [
  {
    form: 'pages/medewerker/zoeken.astro',
    open: at('/medewerker/zoeken'),
    send: async ({ page }) => {
      await page.getByLabel('Wie of wat zoek je?').fill('Niemand Bekends');
      await press(page, 'Zoeken');
    },
    shows: async (world) => {
      await expect(world.page).toHaveURL(/\/zoeken\?formulier=[\w-]{22}$/);
      await holds(world, 'Wie of wat zoek je?', 'Niemand Bekends');
    },
  },
  {
    form: 'pages/medewerker/nieuw/index.astro',
    open: at('/medewerker/nieuw'),
    send: async ({ page }) => {
      await page.getByLabel('Voornaam').fill('Noa');
      await page.getByLabel('E-mailadres').fill('noa@');
      await press(page, 'Boek de afspraak');
    },
    shows: async (world) => {
      await title(world, /Fout: /);
      await holds(world, 'Voornaam', 'Noa');
      await holds(world, 'E-mailadres', 'noa@');
    },
  },
  {
    form: 'pages/medewerker/instellingen.astro',
    open: at('/medewerker/instellingen'),
    send: async ({ page }) => {
      await page.locator('input[name=link]').fill('geen link');
      await press(page, 'Opslaan');
    },
    shows: async (world) => {
      await title(world, /Fout: /);
      await expect(world.page.locator('input[name=link]')).toHaveValue('geen link');
    },
  },
  {
    form: 'inbox/ReplyForm.astro',
    open: at('/medewerker/chat/antwoorden'),
    send: async ({ page }) => {
      await page.locator('[name=woord]').fill('twee woorden');
      await page.locator('[name=tekst]').fill('Dag {naam}');
      await press(page, 'Opslaan');
    },
    shows: async (world) => {
      await title(world, /Fout: /);
      await expect(world.page.locator('[name=woord]')).toHaveValue('twee woorden');
      await expect(world.page.locator('[name=tekst]')).toHaveValue('Dag {naam}');
    },
  },
  {
    form: 'inbox/ReplyList.astro',
    open: async ({ page }) => {
      await page.goto('/medewerker/chat/antwoorden');
      await page.locator('[name=woord]').fill(`w${randomUUID().slice(0, 6)}`);
      await page.locator('[name=tekst]').fill('Tot dan');
      await press(page, 'Opslaan');
    },
    send: ({ page }) => page.locator('button[value=verwijderen]').first().click(),
  },
  {
    form: 'hours/island/Hours.tsx',
    open: at('/medewerker/werktijden'),
    send: async ({ page }) => {
      await page.locator('[name="deel-0-tot"]').fill('08:00');
      await page.locator('button[value=bewaar]').last().click();
    },
    shows: async (world) => {
      await title(world, /Fout: /);
      await expect(world.page.locator('[name="deel-0-tot"]')).toHaveValue('08:00');
    },
  },
  {
    form: 'exceptions/ExceptionForm.astro',
    open: at('/medewerker/uitzonderingen?snel=extra'),
    send: async ({ page }) => {
      await page.getByLabel('Vanaf').fill('2020-01-06');
      await page.getByLabel('Van (tijd)').fill('19:00');
      await page.getByLabel('Tot (tijd)').fill('18:00');
      await press(page, 'Opslaan');
    },
    shows: async (world) => {
      await title(world, /Fout: /);
      await holds(world, 'Van (tijd)', '19:00');
    },
  },
  {
    form: 'exceptions/ExceptionList.astro',
    open: async ({ page, site, own }) => {
      const date = addDays(dateInAmsterdam(Date.now()), 300);
      await site.sql`
        insert into availability_exceptions (casemanager_id, kind, date_from, date_until, reason)
        values (${own.casemanager.id}, 'absence', ${date}, ${date}, 'verlof')`;
      await page.goto('/medewerker/uitzonderingen');
      await site.sql`
        update availability_exceptions set reason = 'training' where casemanager_id = ${own.casemanager.id}`;
    },
    send: async ({ page, site, own }) => {
      await page
        .getByRole('button', { name: /^Verwijderen: / })
        .first()
        .click();
      await page.getByRole('alert').waitFor();
      await site.sql`delete from availability_exceptions where casemanager_id = ${own.casemanager.id}`;
    },
    shows: (world) => title(world, /Fout: /),
  },
];

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

const careForms: readonly PostedForm[] = [
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

/** Who signs in and out; the last of them ends every session. */
const door: readonly PostedForm[] = [
  {
    form: 'pages/medewerker/inloggen.astro',
    open: at('/medewerker/inloggen'),
    send: async ({ page }) => {
      await page.getByLabel('E-mailadres').fill('niemand@example.nl');
      await page.getByLabel('Wachtwoord').fill('niet-het-wachtwoord');
      await press(page, 'Inloggen');
    },
    shows: async (world) => {
      await title(world, /^Fout: Inloggen/);
      await holds(world, 'E-mailadres', 'niemand@example.nl');
      await holds(world, 'Wachtwoord', '');
    },
  },
  {
    form: 'pages/medewerker/inloggen.astro#2',
    open: at('/medewerker/inloggen'),
    send: ({ page }) => page.getByRole('button', { name: /^Inloggen als Samira/ }).click(),
  },
  {
    form: 'layouts/Staff.astro',
    open: at('/medewerker/instellingen'),
    send: ({ page }) => page.locator('form.staff-who button').first().click(),
  },
  {
    form: 'pages/medewerker/index.astro',
    open: async ({ page }) => {
      await page.goto('/medewerker/inloggen');
      await page.getByRole('button', { name: /^Inloggen als Samira/ }).click();
    },
    send: ({ page }) => page.locator('form.everywhere button').click(),
  },
];

/** Forms that the test below does not send, and why. */
export const leftOut: Readonly<Record<string, string>> = {
  'chat/StartForm.astro': 'is there with scripts only, which answer it: chat-journeys.spec.ts',
  'pages/afspraak/[hold]/controle.astro':
    'stands beside a refusal only, and leads on as that of HoldBar does',
  'pages/medewerker/afspraken/[id]/vervolg.astro': 'stands beside a refusal only, and is answered as #2 is',
};

/** The forms, in groups that come to each other's pages; those of the portal need somebody who is signed in. */
export const formGroups = {
  'answers without an owner': answers,
  'the steps of booking': steps,
  'the private link': privateLink,
  'the portal': portal,
  'one afspraak in the portal': careForms,
  'what falls outside the hours': outsideForms,
  'signing in and out': door,
} as const;

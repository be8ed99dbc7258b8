import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { isoWeekOf } from '#server/agenda/isoWeek.ts';
import { addDays, dateInAmsterdam, mondayOf } from '#server/kernel/time.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { makeCasemanager } from '../../support/factories.ts';
import { makeTraject } from '../../support/trajecten.ts';
import {
  bookByApi,
  changeByApi,
  type FreeTime,
  freeTime,
  topic,
  uniqueEmail,
  uniqueName,
  uniquePhone,
} from './api.ts';
import {
  chooseFirstTime,
  confirm,
  goOn,
  holdTime,
  somebody,
  tellAboutYourself,
  tokenIn,
  whenPath,
} from './booking.ts';
import { insertBegunToday, insertInLine, letHoldExpire, withoutHours } from './database.ts';
import { addApp, knockByCookie, trustDevices } from './factors.ts';
import { listOfPupils, makeSchool, readListIn } from './lists.ts';
import type { OwnPlace } from './ownPlace.ts';
import { agreedInChat, proposedInChat } from './proposal.ts';
import { fillReferForm, referByApi, referWithout } from './referral.ts';
import type { Site } from './site.ts';
import { signInByCookie, staffOf } from './staff.ts';
import { makeAnswered, makeReported, makeSealed } from './traject.ts';

/** What opening a state needs. */
export interface World {
  page: Page;
  site: Site;
  own: OwnPlace;
}

/** A page as a visitor can meet it: how to come there, and the h1 that shows that we are there. */
export interface State {
  heading: string | RegExp;
  open: (world: World) => Promise<unknown>;
}

const at =
  (path: string) =>
  ({ page }: World) =>
    page.goto(path);

/** The same for who is not signed in, whatever came before in this browser. */
const signedOut =
  (path: string) =>
  async ({ page }: World) => {
    await page.context().clearCookies();
    await page.goto(path);
  };

async function check(world: World, age = '18 tot en met 22') {
  await holdTime(world.page, world.own);
  await tellAboutYourself(world.page, somebody({ age }));
}

/** Posts a time as the page does without JavaScript: with it, a button of a taken time sends nothing. */
export async function postTime(page: Page, { start }: FreeTime) {
  await page.evaluate((value) => {
    const form = document.createElement('form');
    const field = document.createElement('input');
    form.method = 'post';
    Object.assign(field, { type: 'hidden', name: 'start', value });
    form.append(field);
    document.body.append(form);
    form.submit();
  }, start);
  await page.getByRole('alert').waitFor();
}

async function done({ page }: World, how: string, phone = '') {
  await page.goto(`/afspraak/wanneer?topic=${topic}&modality=${how}`);
  await chooseFirstTime(page);
  await tellAboutYourself(page, somebody({ phone }));
  await confirm(page);
}

async function own({ page, site, own: place }: World, path = '') {
  const booked = await bookByApi(site, await freeTime(site, place));
  await page.goto(`/mijn-afspraak/${booked.token}${path}`);
  return booked;
}

/** Books by the link of an invitation, with all that is filled in already; gives the token of the afspraak. */
async function bookInvited({ page, site, own: place }: World): Promise<string> {
  const invitation = (await referByApi(site, { interpreter: 'Tigrinya' })).split('/').at(-1);
  await page.goto(`${whenPath(place)}&invitation=${invitation}`);
  await chooseFirstTime(page);
  await goOn(page);
  await confirm(page);
  await page.waitForURL(/\/gemaakt$/);
  return tokenIn(page);
}

async function cancelled(world: World, path = '') {
  const { token } = await own(world);
  await changeByApi(world.site, token, null);
  await world.page.goto(`/mijn-afspraak/${token}${path}`);
}

async function signedIn({ page, site, own: place }: World, path: string) {
  await signInByCookie(page.context(), site, place);
  await page.goto(path);
}

/** As the first casemanager of the demo, who has what the demo made. */
async function asSamira({ page, site }: World, path: string) {
  await signInByCookie(page.context(), site, await staffOf(site, 'samira'));
  await page.goto(path);
}

/** Reads a list in whose second row is wrong; gives its path. */
async function listIn(world: World): Promise<string> {
  const name = uniqueName();
  const school = await makeSchool(world.site, `Scholengemeenschap ${name}-van-de-Wijngaarden`);
  await readListIn(world, { school, text: listOfPupils(name) });
  await world.page.getByRole('link', { name: /^Herstel ?: Rij 3/ }).waitFor();
  return new URL(world.page.url()).pathname;
}

/** As the coordinator of the demo, at the next week of Samira. */
async function asCoordinator({ page, site }: World, pathFrom: (path: string) => string) {
  const people = await site.sql`
    select id, email from staff where email in ('carlijn@example.nl', 'samira@example.nl')`;
  const idOf = (email: string) => String(people.find((one) => one.email === email)?.id);
  await signInByCookie(page.context(), site, { casemanager: { id: idOf('carlijn@example.nl') } });
  const monday = addDays(mondayOf(dateInAmsterdam(Date.now())), 7);
  const query = `week=${isoWeekOf(monday)}&from=${monday}&who=${idOf('samira@example.nl')}`;
  await page.goto(pathFrom(`/medewerker/team?${query}`));
}

async function begun(world: World) {
  const id = await insertBegunToday(world.site, world.own, uniqueName());
  await signedIn(world, `/medewerker/afspraken/${id}`);
}

async function beside(world: World, path: string) {
  const id = await insertBegunToday(world.site, world.own, uniqueName());
  await signedIn(world, `${path}?afspraak=${id}`);
}

/** Somebody who comes one of these days. */
async function upcoming({ site, own: place }: World) {
  const time = await freeTime(site, place);
  const { name, token } = await bookByApi(site, time);
  const [row] = await site.sql<{ id: string }[]>`select id from appointments where name = ${name}`;
  return { path: `/medewerker/afspraken/${row?.id}`, date: time.start.slice(0, 10), token };
}

/** What jongeren see while they book. */
export const bookingStates: Record<string, State> = {
  'the mailbox of the demo, with a mail and a text message': {
    heading: 'Postbus van de demo',
    open: async ({ page, site, own: place }) => {
      await bookByApi(site, await freeTime(site, place), { contact: { email: uniqueEmail() } });
      // One that was sent by day: at night it waits for the morning.
      await site.sql`
        insert into demo_messages (at, channel, recipient, raw)
        values (now(), 'text', '+31612345678', convert_to('Je afspraak is morgen om 10.00 uur.', 'UTF8'))`;
      await page.goto('/postbus');
      await page.locator('.mailbox__mail').first().waitFor();
      await page.locator('.mailbox__bubble').first().waitFor();
    },
  },
  home: { heading: 'Gestopt met school, of denk je eraan?', open: at('/') },
  topic: { heading: 'Waar wil je over praten?', open: at('/afspraak') },
  'topic with an error': {
    heading: 'Waar wil je over praten?',
    open: async ({ page }) => {
      await page.goto('/afspraak');
      await goOn(page);
    },
  },
  'a referral without an account, with errors': {
    heading: 'Meld een jongere aan',
    open: async ({ page }) => {
      await page.goto('/verwijzen');
      await page.getByLabel('Het kan niet wachten').check();
      await page.getByLabel('Een tolk of een andere taal').check();
      await page.getByRole('button', { name: 'Verder' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  'a referral without an account, to read together': {
    heading: 'Lees samen wat je doorgeeft',
    open: async ({ page }) => {
      await fillReferForm(page);
      await page.getByRole('button', { name: 'Verstuur' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  'a referral without an account that was sent': {
    heading: 'Het is verstuurd',
    open: at('/verwijzen/verstuurd'),
  },
  manner: { heading: 'Hoe wil je praten?', open: at(`/afspraak/hoe?topic=${topic}`) },
  'manner with an error': {
    heading: 'Hoe wil je praten?',
    open: async ({ page }) => {
      await page.goto(`/afspraak/hoe?topic=${topic}`);
      await goOn(page);
    },
  },
  times: { heading: 'Wanneer kun je?', open: ({ page, own: place }) => page.goto(whenPath(place)) },
  'times of the busiest manner': {
    heading: 'Wanneer kun je?',
    open: at(`/afspraak/wanneer?topic=anders&modality=telefoon`),
  },
  'times of a full week': {
    heading: 'Wanneer kun je?',
    open: ({ page }) => {
      const next = addDays(mondayOf(dateInAmsterdam(Date.now())), 7);
      return page.goto(
        `/afspraak/wanneer?topic=${topic}&modality=op-locatie&location=scheveningen&week=${next}`,
      );
    },
  },
  'no times at all': {
    heading: 'Wanneer kun je?',
    open: async ({ page }) => {
      await page.goto(`/afspraak/hoe?topic=${topic}`);
      await page.getByRole('radio', { name: /Wijkhuis Altijd Vol/ }).check();
      await goOn(page);
    },
  },
  'times of which one was just taken': {
    heading: 'Wanneer kun je?',
    open: async ({ page, site, own: place }) => {
      const time = await freeTime(site, place);
      await page.goto(whenPath(place));
      await bookByApi(site, time);
      await postTime(page, time);
    },
  },
  'about you': { heading: 'Over jou', open: ({ page, own: place }) => holdTime(page, place) },
  'about you with errors': {
    heading: 'Over jou',
    open: async ({ page, own: place }) => {
      await holdTime(page, place);
      await goOn(page);
    },
  },
  'about you with more time': {
    heading: 'Over jou',
    open: async ({ page, own: place }) => {
      await holdTime(page, place);
      await page.getByRole('button', { name: 'Meer tijd' }).click();
    },
  },
  check: { heading: 'Klopt alles?', open: (world) => check(world) },
  'check of somebody under 18': { heading: 'Klopt alles?', open: (world) => check(world, 'Jonger dan 18') },
  'check of a time that was withdrawn': {
    heading: 'Deze tijd kan niet meer',
    open: async (world) => {
      await check(world);
      await withoutHours(world.site, world.own, async () => {
        await confirm(world.page);
        await world.page.getByRole('alert').waitFor();
      });
    },
  },
  'time over': {
    heading: 'Je tijd is voorbij',
    open: async ({ page, site, own: place }) => {
      await holdTime(page, place);
      await letHoldExpire(site, tokenIn(page));
      await page.reload();
    },
  },
  'unknown hold': {
    heading: 'Deze afspraak kennen we niet',
    open: at(`/afspraak/${'x'.repeat(32)}/gegevens`),
  },
  'other help': { heading: 'Voor jou is er andere hulp', open: at('/afspraak/27-plus') },
  stopped: { heading: 'Je bent gestopt', open: at('/afspraak/gestopt') },
};

/** What jongeren see of an afspraak that was made. */
export const privateStates: Record<string, State> = {
  'made at a location': {
    heading: 'Je afspraak staat vast',
    open: (world) => done(world, 'op-locatie&location=jongerenpunt070'),
  },
  'made by phone': {
    heading: 'Je afspraak staat vast',
    open: (world) => done(world, 'telefoon', uniquePhone()),
  },
  'made by video': { heading: 'Je afspraak staat vast', open: (world) => done(world, 'video') },
  'how, with the own casemanager first': {
    heading: 'Hoe wil je praten?',
    open: async (world) => {
      await cancelled(world);
      await world.page.getByRole('link', { name: 'Maak een nieuwe afspraak' }).click();
      await goOn(world.page);
    },
  },
  'private link': { heading: 'Je afspraak', open: (world) => own(world) },
  'just moved': {
    heading: 'Je afspraak',
    open: async (world) => {
      const { token } = await own(world);
      await changeByApi(world.site, token, await freeTime(world.site, world.own, 4));
      await world.page.goto(`/mijn-afspraak/${token}?done=moved`);
    },
  },
  move: {
    heading: 'Kies een nieuwe tijd',
    open: async (world) => {
      await own(world, '/verzetten');
      await world.page.getByText('Andere plek of manier kiezen').click();
    },
  },
  'move to a time that was taken': {
    heading: 'Kies een nieuwe tijd',
    open: async (world) => {
      const { token } = await own(world);
      const to = await freeTime(world.site, world.own, 4);
      await world.page.goto(`/mijn-afspraak/${token}/verzetten?week=${to.start.slice(0, 10)}`);
      await bookByApi(world.site, to);
      await postTime(world.page, to);
    },
  },
  'move too late': {
    heading: 'Verzetten kan niet meer',
    open: (world) => cancelled(world, '/verzetten'),
  },
  cancel: { heading: 'Wil je deze afspraak afzeggen?', open: (world) => own(world, '/afzeggen') },
  'cancel with an error': {
    heading: 'Wil je deze afspraak afzeggen?',
    open: async (world) => {
      await own(world, '/afzeggen');
      await world.page.getByLabel(/Waarom zeg je af/).fill('a'.repeat(501));
      await world.page.getByRole('button', { name: 'Ja, zeg mijn afspraak af' }).click();
    },
  },
  'just cancelled': { heading: 'Je afspraak', open: (world) => cancelled(world, '?done=cancelled') },
  cancelled: { heading: 'Je afspraak', open: (world) => cancelled(world) },
  'wipe before cancelling': { heading: 'Zeg eerst je afspraak af', open: (world) => own(world, '/wissen') },
  messages: { heading: 'Welke berichten krijg je?', open: (world) => own(world, '/berichten') },
  needs: { heading: 'Wat heb je nodig?', open: (world) => own(world, '/nodig') },
  wipe: { heading: 'Wil je je gegevens wissen?', open: (world) => cancelled(world, '/wissen') },
  'what is kept of it': { heading: 'Wat we bewaren', open: (world) => own(world, '/bewaard') },
  wiped: { heading: 'We hebben je gegevens gewist', open: at('/mijn-afspraak/gewist') },
  invitation: {
    heading: 'Hoi Noor, kies zelf een tijd',
    open: async ({ page, site }) => page.goto(await referByApi(site)),
  },
  'correction of what was said, with errors': {
    heading: 'Verbeter wat er is gezegd',
    open: async ({ page, site }) => {
      await page.goto(`${await referByApi(site)}/verbeteren`);
      await page.getByLabel('Je voornaam').fill('');
      await page.getByRole('button', { name: 'Bewaar' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  'taking off what was said': {
    heading: 'Wil je dit losmaken?',
    open: async ({ page, site }) => page.goto(`${await referByApi(site)}/losmaken`),
  },
  'an invitation that was taken off': {
    heading: 'Het is losgemaakt',
    open: async ({ page, site }) => {
      await page.goto(`${await referByApi(site)}/losmaken`);
      await page.getByRole('button', { name: 'Ja, maak het los' }).click();
    },
  },
  'a proposal of a chat, with errors': {
    heading: 'Wil je dat Jongerenwerk De Haven je helpt?',
    open: async ({ page, site }) => {
      await page.goto(await proposedInChat(site));
      await page.getByRole('button', { name: 'Geef het door' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  'a proposal that was agreed to': {
    heading: 'Jongerenwerk De Haven neemt contact met je op',
    open: async ({ page, site }) => page.goto(await agreedInChat(site)),
  },
  'an invitation to a gesprek that was answered, with an error': {
    heading: /wil graag met je praten$/,
    open: async (world) => {
      const { page, site, own: place } = world;
      const traject = await makeReported(site, place.casemanager.id);
      await signedIn(world, `/medewerker/trajecten/${traject}`);
      await page.getByRole('button', { name: 'Maak een brief met de link' }).click();
      await page.getByRole('link', { name: 'Open de brief' }).click();
      const letter = (await page.getByRole('article').textContent()) ?? '';
      await page.context().clearCookies();
      await page.goto(/\/gesprek\/[\w-]{32}/.exec(letter)?.[0] ?? '');
      await page.getByRole('button', { name: 'Bel me' }).click();
      await page.getByLabel('Op welk nummer?').fill('12');
      await page.getByRole('button', { name: 'Bewaar' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  'a sealed page, with a wrong code': {
    heading: 'Een overdracht',
    open: async ({ page, site, own }) => {
      const traject = await makeReported(site, own.casemanager.id);
      await page.goto(await makeSealed(site, traject, own.casemanager.id));
      await page.getByLabel('Code').fill('12345678');
      await page.getByRole('button', { name: 'Open de overdracht' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  'what is shared with who referred': {
    heading: 'Wat we delen over jou',
    open: async (world) => world.page.goto(`/mijn-afspraak/${await bookInvited(world)}/delen`),
  },
  'unknown page': { heading: 'Deze pagina is er niet', open: at('/bestaat/niet') },
  'too much text': {
    heading: 'Dit is te veel tekst',
    open: async ({ page, own: place }) => {
      await holdTime(page, place);
      await page.getByLabel('Wil je alvast iets vertellen?').fill('a'.repeat(70_000));
      await goOn(page);
    },
  },
};

/** What casemanagers see. */
export const staffStates: Record<string, State> = {
  'a traject with an error': {
    heading: 'Jordi van Haamstee',
    open: async (world) => {
      const id = await makeReported(world.site, world.own.casemanager.id, { age: 17, secretAddress: true });
      await signedIn(world, `/medewerker/trajecten/${id}`);
      await world.page.getByRole('button', { name: 'Bewaar de notitie' }).click();
      await world.page.getByRole('alert').waitFor();
    },
  },
  'who looks like a jongere': {
    heading: 'Is dit dezelfde persoon?',
    open: async (world) => {
      const { site, own } = world;
      const id = await makeReported(site, own.casemanager.id, { firstName: 'Jordi', lastName: 'Evenbeeld' });
      await makeReported(site, own.casemanager.id, { firstName: 'Jordy', lastName: 'Evenbeeld' });
      await signedIn(world, `/medewerker/trajecten/${id}/zelfde`);
    },
  },
  'a traject with an answer to its invitation': {
    heading: 'Jordi van Haamstee',
    open: async (world) => {
      const id = await makeReported(world.site, world.own.casemanager.id);
      await makeAnswered(world.site, id, world.own.casemanager.id);
      await signedIn(world, `/medewerker/trajecten/${id}`);
    },
  },
  nazorg: { heading: 'Nazorg', open: (world) => asSamira(world, '/medewerker/trajecten/nazorg') },
  'a letter of a traject': {
    heading: 'Brief',
    open: async (world) =>
      signedIn(
        world,
        `/medewerker/trajecten/${await makeReported(world.site, world.own.casemanager.id)}/brief`,
      ),
  },
  'a traject that is begun, with errors': {
    heading: 'Nieuw traject',
    open: async (world) => {
      await signedIn(world, '/medewerker/trajecten/nieuw');
      await world.page.getByRole('button', { name: 'Begin het traject' }).click();
      await world.page.getByRole('alert').waitFor();
    },
  },
  'a traject of another team': {
    heading: 'Traject van een ander team',
    open: async (world) => {
      const elsewhere = await makeCasemanager(world.site.db, [], { team: 'Escamp' });
      await signedIn(world, `/medewerker/trajecten/${await makeReported(world.site, elsewhere)}`);
    },
  },
  'sign in': { heading: 'Inloggen', open: signedOut('/medewerker/inloggen') },
  'sign in with errors': {
    heading: 'Inloggen',
    open: async (world) => {
      const { page } = world;
      await signedOut('/medewerker/inloggen')(world);
      await page.getByRole('button', { name: 'Inloggen', exact: true }).click();
    },
  },
  'forgotten password': {
    heading: 'Wachtwoord vergeten',
    open: signedOut('/medewerker/wachtwoord-vergeten'),
  },
  'second factor with an error': {
    heading: 'Laat zien dat jij het bent',
    open: async ({ page, site, own: place }) => {
      const { remove } = await addApp(site, place.casemanager.id);
      await knockByCookie(page.context(), site, place.casemanager.id);
      await page.goto('/medewerker/inloggen/bevestigen');
      await page.getByRole('button', { name: 'Verder' }).click();
      await page.getByRole('alert').waitFor();
      await remove();
    },
  },
  'set up a second factor': {
    heading: 'Stel een tweede stap in',
    open: async ({ page, site, own: place }) => {
      await knockByCookie(page.context(), site, place.casemanager.id);
      await page.goto('/medewerker/inloggen/instellen');
    },
  },
  'the week of a team, with somebody of it beside it': {
    heading: /^Team, week \d+$/,
    open: (world) => asCoordinator(world, (path) => path),
  },
  'afspraken for colleagues': {
    heading: 'Afspraken overdragen',
    open: (world) => asCoordinator(world, (path) => path.replace('/team?', '/team/overdragen?days=7&')),
  },
  'what waits for a coordinator': {
    heading: 'Aanmeldingen',
    open: async (world) => {
      await referWithout(world.site, uniqueName());
      await world.site.sql`
        insert into referral_shortages (day, topic_id, times, urgent_times) values (current_date, ${topic}, 2, 1)
        on conflict do nothing`;
      await asCoordinator(world, () => '/medewerker/aanmeldingen');
    },
  },
  'the worklist, with a next action that is changed': {
    heading: 'Trajecten',
    open: async ({ page, site, own }) => {
      const owner = own.casemanager.id;
      const today = dateInAmsterdam(Date.now());
      const names = { firstName: uniqueName(), lastName: 'van der Wijngaarden-Mohammed-Abdelrahman' };
      const id = await makeTraject(site.sql, { owner, on: today, ...names });
      await makeTraject(site.sql, { owner, on: addDays(today, -3), assigned: false, ...names });
      await signInByCookie(page.context(), site, own);
      await page.goto(`/medewerker/trajecten?next=${id}`);
    },
  },
  'a list of a school, with a row that is mended': {
    heading: /^Niet verschenen op het mbo/,
    open: async (world) => {
      await listIn(world);
      await world.page.getByRole('link', { name: /^Herstel ?: Rij 3/ }).click();
      await world.page.getByText('Alle kolommen').click();
    },
  },
  'who has a place by a list, all of them chosen': {
    heading: 'Wie een plek heeft',
    open: async (world) => {
      const path = await listIn(world);
      await world.page.getByRole('button', { name: 'Neem 2 rijen op' }).click();
      await world.page.getByText(/^2 rijen opgenomen/).waitFor();
      await world.page.goto(`${path}/geplaatst?all=yes`);
    },
  },
  'the columns of a list': {
    heading: 'Kolommen van de lijst',
    open: async (world) => world.page.goto(`${await listIn(world)}/kolommen`),
  },
  'the year plan of the demo': {
    heading: 'Jaarplan',
    open: async (world) => {
      // Schools that other tests made take no part: the page is as long as that of a gemeente.
      await world.site.sql`
        insert into year_plan_schools (plan_id, organisation_id, sector)
        select p.id, o.id, 'none' from year_plans p, organisations o where o.kind = 'school' on conflict do nothing`;
      await asCoordinator(world, () => '/medewerker/jaarplan');
      await world.page.getByText('Wat elke school is').click();
    },
  },
  'a step of the year plan, with an error': {
    heading: 'Stap erbij',
    open: async (world) => {
      await asCoordinator(world, () => '/medewerker/jaarplan');
      await world.page.getByRole('link', { name: 'Stap erbij' }).filter({ visible: true }).click();
      await world.page.getByRole('button', { name: 'Bewaar de stap' }).click();
      await world.page.getByRole('alert').waitFor();
    },
  },
  'a referral that waits': {
    heading: 'Mohammed-Abdelrahman-van-der-Wijngaarden',
    open: async (world) => {
      const id = await referWithout(world.site, 'Mohammed-Abdelrahman-van-der-Wijngaarden');
      await asCoordinator(world, () => `/medewerker/aanmeldingen/${id}`);
    },
  },
  'calendars elsewhere': {
    heading: "Agenda's koppelen",
    open: async (world) => {
      await signedIn(world, '/medewerker/agendas');
      await world.page.getByRole('button', { name: 'Maak een link' }).click();
      await world.page.getByText('Zo zet je hem erin').click();
      // How late that calendar is: who expects more books twice.
      await world.page.getByText('Outlook leest hem om de paar uur.').waitFor();
    },
  },
  'figures of trajecten': {
    heading: 'Cijfers',
    open: (world) => asCoordinator(world, () => '/medewerker/cijfers/trajecten'),
  },
  figures: { heading: 'Cijfers', open: (world) => signedIn(world, '/medewerker/cijfers') },
  'an afspraak of who was referred': {
    heading: 'Noor',
    open: async (world) => {
      const token = await bookInvited(world);
      const [row] = await world.site.sql`select id from appointments where token_hash = ${hashToken(token)}`;
      await signedIn(world, `/medewerker/afspraken/${row?.id}`);
      await world.page.getByText('Schrijf aan De Brug').click();
    },
  },
  'the password again': {
    heading: 'Vul je wachtwoord in',
    open: (world) => signedIn(world, '/medewerker/account/toevoegen'),
  },
  'account with factors': {
    heading: 'Account',
    open: async (world) => {
      const { id } = world.own.casemanager;
      const { remove } = await addApp(world.site, id);
      await trustDevices(world.site, id);
      await signedIn(world, '/medewerker/account');
      await remove();
      await world.site.sql`delete from trusted_devices where staff_id = ${id}`;
    },
  },
  'a factor of ones own': {
    heading: 'Authenticator-app',
    open: async (world) => {
      const app = await addApp(world.site, world.own.casemanager.id);
      await signedIn(world, `/medewerker/account/factor/${app.id}`);
      await app.remove();
    },
  },
  'missed sign-ins': {
    heading: 'Iemand probeerde in te loggen',
    open: async ({ page, site, own: place }) => {
      await signInByCookie(page.context(), site, place);
      await site.sql`
        update sessions set missed_sign_ins = 12, missed_since = now() where user_id = ${place.casemanager.id}`;
      await page.goto('/medewerker/pogingen');
    },
  },
  today: {
    heading: 'Vandaag',
    open: async (world) => {
      await insertBegunToday(world.site, world.own, uniqueName());
      await signedIn(world, '/medewerker');
    },
  },
  'the desk, with who waits': {
    heading: 'Balie',
    open: async ({ page, site }) => {
      await insertInLine(site, 'Wolkenkrabber'.repeat(3));
      await signInByCookie(page.context(), site, await staffOf(site, 'samira'));
      await page.goto('/medewerker/balie?place=jongerenpunt070');
    },
  },
  week: {
    heading: /^Week \d+$/,
    open: async (world) => {
      await bookByApi(world.site, await freeTime(world.site, world.own));
      await signedIn(world, '/medewerker/week');
    },
  },
  'today, with an afspraak beside it': {
    heading: 'Vandaag',
    open: (world) => beside(world, '/medewerker'),
  },
  'week, with an afspraak beside it': {
    heading: /^Week \d+$/,
    open: (world) => beside(world, '/medewerker/week'),
  },
  'list, with an afspraak beside it and an act unfolded': {
    heading: 'Lijst',
    open: async (world) => {
      const { page } = world;
      const { path, date } = await upcoming(world);
      await signedIn(world, `/medewerker/lijst?from=${date}&afspraak=${path.split('/').at(-1)}`);
      await page.locator('summary', { hasText: 'Verzetten' }).click();
    },
  },
  'week, with an afspraak beside it that is not there': {
    heading: /^Week \d+$/,
    open: (world) => signedIn(world, `/medewerker/week?afspraak=${randomUUID()}`),
  },
  'an act on an afspraak that was just changed': {
    heading: 'Afspraak afzeggen',
    open: async (world) => {
      const { page, site, own: place } = world;
      const { path, token } = await upcoming(world);
      await signedIn(world, `${path}/afzeggen`);
      await changeByApi(site, token, await freeTime(site, place, 8));
      await page.getByRole('button', { name: 'Ja, zeg de afspraak af' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  afspraak: { heading: /^Robin /, open: begun },
  'afspraak with an error': {
    heading: /^Robin /,
    open: async (world) => {
      await begun(world);
      await world.page.getByRole('button', { name: /^Bewaar/ }).click();
    },
  },
};

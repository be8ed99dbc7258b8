import type { Page } from 'playwright';
import { demoAccounts } from '#db/demo/accounts.ts';
import { type Act, button, field, heading, link, text } from './hand.ts';

/** Who is at work. */
const [samira] = demoAccounts;

export interface Task {
  name: string;
  /** The page where one would be. */
  from: string;
  /** What was done before, and is not counted. */
  ready?: readonly Act[];
  acts: readonly Act[];
  /** How many jongeren have just begun a chat. */
  waiting?: number;
  signedOut?: boolean;
}

const today = '/medewerker';

const option = (name: RegExp) => (page: Page) => page.getByRole('option', { name }).first();
const panel = (page: Page) => page.locator('aside[data-panel]');

/** What casemanagers do most often, in the order of one day: what is done in one is not undone for the next. */
export const tasks: readonly Task[] = [
  {
    name: 'sign in and see who comes',
    from: '/medewerker/inloggen',
    signedOut: true,
    acts: [
      { type: samira.email },
      { press: 'Tab' },
      { type: samira.password },
      { press: 'Enter' },
      { see: text('Fenna') },
    ],
  },
  {
    name: 'open the video of the afspraak that runs',
    from: today,
    acts: [{ press: 's' }, { opens: 2 }],
  },
  {
    name: 'note "Geweest", back on Vandaag',
    from: today,
    acts: [
      { click: button(/^Damian.*: geweest$/) },
      { see: text(/^Genoteerd: Damian/) },
      { see: heading('Vandaag') },
    ],
  },
  {
    name: 'no-show, a note, a follow-up in a week',
    from: today,
    acts: [
      { click: link(/^Ilse, 09:45/) },
      { see: panel },
      { press: 'x' },
      { see: text(/^Genoteerd: Ilse/) },
      { press: 'n' },
      { type: 'Gebeld, neemt niet op. Appje.' },
      { press: 'Control+Enter' },
      { see: (page) => panel(page).getByText('Gebeld, neemt niet op. Appje.') },
      // That time is taken: those nearest to it are on a page.
      { click: (page) => panel(page).getByRole('link', { name: /^Over 1 week/ }) },
      { click: button(/^\w+ \d+ december/) },
      { see: text(/^Vervolg gepland: /) },
    ],
  },
  {
    name: 'take who waits, first canned answer',
    from: '/medewerker/chat',
    waiting: 1,
    acts: [
      { press: 'p' },
      { type: '/wel' },
      { see: option(/welkom/) },
      { press: 'Enter' },
      { press: 'Enter' },
      { see: text(/Waar kan ik je mee helpen/) },
    ],
  },
  {
    name: 'take a second chat and answer',
    from: '/medewerker/chat',
    waiting: 1,
    acts: [
      { press: 'p' },
      { type: 'Hoi, ik lees even mee.' },
      { press: 'Enter' },
      { see: text('Hoi, ik lees even mee.') },
    ],
  },
  {
    name: 'offer an afspraak in chat',
    from: '/medewerker/chat',
    ready: [
      {
        click: (page) =>
          page.getByRole('navigation', { name: 'Gesprekken' }).getByRole('link', { name: /Robin/ }),
      },
    ],
    acts: [
      { click: button(/^Afspraak|^Bied/) },
      { click: button(/^Laat .* kiezen$/) },
      { see: text('Je bood een afspraak aan') },
    ],
  },
  {
    name: 'walk-in: first free time',
    from: today,
    acts: [
      { press: 'a' },
      { see: field('Voornaam') },
      { click: field('Voornaam') },
      { type: 'Mo' },
      { click: field('18 tot en met 22') },
      { press: 'Enter' },
      { see: heading('De afspraak staat') },
    ],
  },
  {
    name: '"I am called": by first name, move',
    from: today,
    acts: [
      { press: 'Control+k' },
      { type: 'soufi' },
      { see: option(/Soufiane/) },
      { press: 'Control+Enter' },
      { see: panel },
      { press: 'v' },
      { click: (page) => panel(page).getByRole('button', { name: 'Verzetten' }) },
      { see: text(/^Verzet: Soufiane/) },
    ],
  },
  {
    name: 'find an afspraak of three weeks ago',
    from: today,
    acts: [
      { press: 'Control+k' },
      { type: '10 nov' },
      { see: option(/10 november/) },
      { press: 'Enter' },
      { see: link(/Ilias/) },
    ],
  },
  {
    name: 'hand over an afspraak of tomorrow',
    from: today,
    acts: [
      { click: link(/Naomi/) },
      { see: panel },
      { press: 'o' },
      { click: (page) => panel(page).locator('button[name="to"]') },
      { see: text(/^Overgedragen aan/) },
    ],
  },
  {
    name: 'ill next Monday, up to the list to decide',
    from: today,
    acts: [
      { press: 'Control+k' },
      { type: 'ziek maandag' },
      { see: option(/ziek/i) },
      { press: 'Enter' },
      { click: button('Opslaan') },
      { see: heading('Afspraken buiten de werktijd') },
    ],
  },
  {
    name: 'change a pattern (Wednesday until 15:00)',
    from: today,
    acts: [
      { click: (page) => page.locator('.own-menu summary') },
      { click: link('Werktijden') },
      // Two hours up from its lower edge.
      {
        edge: (page) => page.locator('.hours-block').filter({ hasText: '13:00–17:00' }).nth(2),
        by: -68,
      },
      { click: button('Opslaan') },
      { see: text('Opgeslagen.') },
    ],
  },
  {
    name: 'plan a follow-up in two weeks',
    from: today,
    acts: [
      { click: link(/Joëlle/) },
      { see: panel },
      { click: (page) => panel(page).getByRole('button', { name: /^Over 2 weken/ }) },
      { see: text(/^Vervolg gepland: /) },
    ],
  },
];

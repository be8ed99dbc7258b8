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

/** What casemanagers do most often, in the order of one day: what is done in one is not undone for the next. */
export const tasks: readonly Task[] = [
  {
    name: 'sign in and see who comes',
    from: '/medewerker/inloggen',
    signedOut: true,
    acts: [
      { click: field('E-mailadres') },
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
    acts: [{ click: link(/Rachid/) }, { click: link('Videobellen') }],
  },
  {
    name: 'note "Geweest", back on Vandaag',
    from: today,
    acts: [
      { click: link(/Damian/) },
      { click: button('Geweest') },
      { see: text(/noteerde: Geweest/) },
      { click: link('Terug naar de agenda') },
      { see: heading('Vandaag') },
    ],
  },
  {
    name: 'no-show, a note, a follow-up in a week',
    from: today,
    acts: [
      { click: link(/Ilse/) },
      { click: button('Niet verschenen') },
      { see: text(/noteerde: Niet verschenen/) },
      { click: field('Nieuwe notitie') },
      { type: 'Gebeld, neemt niet op. Appje.' },
      { click: button('Notitie bewaren') },
      { see: text('Gebeld, neemt niet op. Appje.') },
      { click: link('Over 1 week') },
      { click: button(/Vastleggen|^\w+ \d+ december/) },
      { see: text('De vervolgafspraak staat vast.') },
    ],
  },
  {
    name: 'take who waits, first canned answer',
    from: '/medewerker/chat',
    waiting: 1,
    acts: [
      { click: button(/^Pak op/) },
      { type: '/wel' },
      { see: (page) => page.getByRole('option', { name: /welkom/ }) },
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
      { click: button(/^Pak op/) },
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
      { click: button(/^Afspraak/) },
      { click: button('Bied aan') },
      { see: text('Je bood een afspraak aan') },
    ],
  },
  {
    name: 'walk-in: first free time',
    from: today,
    acts: [
      { click: link('Nieuwe afspraak') },
      { click: field('Voornaam') },
      { type: 'Mo' },
      { click: field('18 tot en met 22') },
      { click: field('E-mailadres') },
      { type: 'mo@example.nl' },
      { click: (page) => page.locator('label:has(input[name="start"])') },
      { click: button('Boek de afspraak') },
      { see: heading('De afspraak staat') },
    ],
  },
  {
    name: '"I am called": by first name, move',
    from: today,
    acts: [
      { press: '/' },
      { see: heading('Zoeken') },
      { type: 'soufi' },
      { press: 'Enter' },
      { click: link(/Soufiane/) },
      { click: link('Verzetten') },
      { click: (page) => page.locator('label:has(input[name="start"])') },
      { click: button('Verzetten') },
      { see: text('De afspraak is verzet') },
    ],
  },
  {
    name: 'find an afspraak of three weeks ago',
    from: today,
    acts: [
      { press: '/' },
      { see: heading('Zoeken') },
      { type: '10 november' },
      { press: 'Enter' },
      { see: link(/Ilias/) },
    ],
  },
  {
    name: 'hand over an afspraak of tomorrow',
    from: today,
    acts: [
      { click: link(/Naomi/) },
      { click: link('Overdragen') },
      { click: (page) => page.locator('label:has(input[type="radio"])') },
      { click: button(/Overdragen|Draag over/) },
      { see: text(/Overgedragen|overgedragen/) },
    ],
  },
  {
    name: 'ill next Monday, up to the list to decide',
    from: today,
    acts: [
      { click: link('Ziek of afwezig? Geef het hier door') },
      { click: link(/^Vrij/) },
      { click: (page) => page.locator('label').filter({ hasText: 'Vanaf' }) },
      { type: '12072026' },
      { click: button('Opslaan') },
      { see: heading('Afspraken buiten de werktijd') },
    ],
  },
  {
    name: 'change a pattern (Wednesday until 15:00)',
    from: today,
    acts: [
      { click: link('Werktijden') },
      {
        click: (page) =>
          page.getByRole('group', { name: 'Woensdag, deel 2' }).locator('label', { hasText: 'Tot' }),
      },
      { type: '0300PM' },
      { click: button('Opslaan') },
      { see: text('Opgeslagen.') },
    ],
  },
  {
    name: 'plan a follow-up in two weeks',
    from: today,
    acts: [
      { click: link(/Joëlle/) },
      { click: link('Over 2 weken') },
      { click: button(/Vastleggen|^\w+ \d+ december/) },
      { see: text('De vervolgafspraak staat vast.') },
    ],
  },
];

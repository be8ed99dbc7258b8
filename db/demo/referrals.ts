import type { companions, referralCloseReasons, referralSources } from '#db/schema/words.ts';

// Made-up jongeren whom organisations bring to the casemanagers.

/** Who refers: one person each that can be signed in as, and a colleague of the first. */
export const demoReferrers = {
  bridge: { organisation: 'Jongerenwerk De Brug', email: 'youssef@example.nl' },
  bridgeToo: { organisation: 'Jongerenwerk De Brug', email: 'fatma@example.nl' },
  harbour: { organisation: 'Jongerenwerk De Haven', email: 'naima@example.nl' },
  neighbourhood: { organisation: 'Wijkhuis Zuiderpark', email: 'ruud@example.nl' },
} as const;
export type DemoReferrer = keyof typeof demoReferrers;

/** In which order they refer. */
export const demoReferring: readonly DemoReferrer[] = [
  'bridge',
  'harbour',
  'bridgeToo',
  'neighbourhood',
  'bridge',
  'harbour',
];

/** What the casemanager should know. */
export const demoTold = [
  'Komt liever in de ochtend, werkt ’s middags in een winkel.',
  'Stopte in oktober met mbo 2. Wil iets met techniek, weet nog niet wat.',
  'Heeft schulden door een telefoonabonnement. Praat daar niet graag over.',
  'Zoekt een leerwerkplek in de horeca.',
  'Woont bij een tante sinds de zomer.',
  null,
  'Wil graag eerst bellen voor het gesprek.',
  'Was vorig jaar al eens bij jullie. Dat ging goed.',
  null,
] as const;

export const demoUrgent = 'Moet vrijdag de kamer uit.';
export const demoReachNote = 'Alleen na 16.00 uur, en niet via de telefoon van moeder.';

/** What a referral needs, by turns. */
export const demoNeeds: readonly {
  companion?: (typeof companions)[number];
  interpreter?: string;
  stepFree?: boolean;
}[] = [
  {},
  { companion: 'jongerenwerker' },
  {},
  { interpreter: 'Tigrinya' },
  {},
  { stepFree: true },
  { companion: 'somebody' },
];

/** A jongere of whom no afspraak came, or not yet. `daysAgo` counts from the referral. */
export interface DemoWithout {
  firstName: string;
  source: (typeof referralSources)[number];
  daysAgo: number;
  /** Whether there is a link. */
  link: boolean;
  withdrawn?: string;
  closed?: (typeof referralCloseReasons)[number];
  urgent?: boolean;
}

export const demoWithout: readonly DemoWithout[] = [
  { firstName: 'Ayoub', source: 'invitation', daysAgo: 1, link: true },
  { firstName: 'Lisa', source: 'invitation', daysAgo: 4, link: true },
  { firstName: 'Mehmet', source: 'api', daysAgo: 6, link: true },
  { firstName: 'Chantal', source: 'invitation', daysAgo: 10, link: true, urgent: true },
  { firstName: 'Djamilla', source: 'invitation', daysAgo: 16, link: true },
  { firstName: 'Kevin', source: 'invitation', daysAgo: 21, link: true },
  { firstName: 'Roos', source: 'form', daysAgo: 2, link: false },
  { firstName: 'Tarik', source: 'form', daysAgo: 3, link: false, urgent: true },
  {
    firstName: 'Bilal',
    source: 'invitation',
    daysAgo: 12,
    link: true,
    withdrawn: 'Is teruggegaan naar school.',
  },
  {
    firstName: 'Sanne',
    source: 'invitation',
    daysAgo: 8,
    link: true,
    withdrawn: 'Verhuist naar een andere gemeente.',
  },
  { firstName: 'Jamal', source: 'invitation', daysAgo: 30, link: true, closed: 'not-reached' },
  { firstName: 'Eva', source: 'invitation', daysAgo: 9, link: true, closed: 'detached' },
];

/** Who fills in the form without an account. */
export const demoForm = {
  name: 'Marleen de Groot',
  organisation: 'Praktijkschool De Poort',
  email: 'm.degroot@example.nl',
} as const;

/** What a casemanager and who referred wrote to each other. */
export const demoReferralPost = [
  {
    author: 'casemanager',
    text: 'Kan hij zijn cijferlijst meenemen? Dan kijken we samen welke opleiding past.',
  },
  { author: 'referrer', text: 'Heb ik doorgegeven. Hij haalt hem morgen op school.' },
] as const;

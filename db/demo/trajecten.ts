import type {
  destinations,
  invitationAnswers,
  lookOutcomes,
  meldingKinds,
  requestKinds,
  trajectStates,
} from '#db/schema/words.ts';

// People who do not exist, whom their schools reported: how far somebody is with each of them.

/** Schools beside the one in accounts.ts, and another gemeente of the region. Figures of past months name them before they are there. */
export const demoSchools = [
  { id: '5c1d0a52-0d7e-4c52-9d1f-3f1c6a6b8f01', name: 'Vakschool Zuiderwold' },
  { id: 'c2b7f1de-6f0a-4a3e-8a55-91c2f4b0d702', name: 'Het Kompas College' },
];
export const demoNeighbour = {
  id: 'e9a4c6b8-1f23-4d8e-b7a1-5d0e2c9f6a03',
  name: 'Gemeente Zuiderwold',
  /** As it is named in an address. */
  place: 'Zuiderwold',
  team: 'Doorstroompunt',
  coordinator: { email: 'wil@example.nl', firstName: 'Wil', lastName: 'Terpstra' },
};

/** How many there are in each state. */
export const demoTrajecten = [
  { state: 'nieuw', isAssigned: false, count: 7 },
  { state: 'nieuw', isAssigned: true, count: 6 },
  { state: 'contact-zoeken', isAssigned: true, count: 6 },
  { state: 'uitgenodigd', isAssigned: true, count: 4 },
  { state: 'intake', isAssigned: true, count: 5 },
  { state: 'lopend', isAssigned: true, count: 7 },
  { state: 'gepauzeerd', isAssigned: true, count: 2 },
  { state: 'geplaatst', isAssigned: true, count: 4 },
  { state: 'nazorg', isAssigned: true, count: 3 },
  { state: 'niet-bereikt', isAssigned: true, count: 2 },
  { state: 'wil-niet', isAssigned: true, count: 2 },
  { state: 'afgesloten', isAssigned: true, count: 4 },
  // Closed longer ago, so that somebody looks how it goes by now.
  { state: 'afgesloten', isAssigned: true, count: 8, daysAgo: 78 },
] as const satisfies readonly {
  state: (typeof trajectStates)[number];
  isAssigned: boolean;
  count: number;
  /** They were reported so many days earlier than others. */
  daysAgo?: number;
}[];

/** Pupils of an mbo who stay away: whether somebody spoke with them, and whether it goes on all the same. */
export const demoAbsence = [
  { firstName: 'Mila', lastName: 'Verhoef', age: 16, isSpoken: true, goesOn: true },
  { firstName: 'Dean', lastName: 'Lammers', age: 19, isSpoken: true, goesOn: true },
  { firstName: 'Isa', lastName: 'Molenkamp', age: 17, isSpoken: true, goesOn: false },
  { firstName: 'Rik', lastName: 'Overdijk', age: 18, isSpoken: false, goesOn: false },
] as const;

export const demoFirstNames =
  'Noa Jordi Amal Sem Fay Ruben Dina Lina Kay Yara Thijmen Aisha Milan Nour Bo Jayden Roos Ilyas Puck Tess Omar Fleur Sven Zoë Adam Lotte'.split(
    ' ',
  );
export const demoLastNames = [
  { lastName: 'Winterdal' },
  { infix: 'van', lastName: 'Haamstee' },
  { infix: 'el', lastName: 'Idrisse' },
  { lastName: 'Roodhart' },
  { infix: 'de', lastName: 'Lindt' },
  { lastName: 'Ostermeer' },
  { lastName: 'Kavakli' },
  { lastName: 'Barends' },
  { lastName: 'Tromp' },
  { lastName: 'Sewnath' },
  { lastName: 'Broekhof' },
  { lastName: 'Demirel' },
  { infix: 'van der', lastName: 'Wijngaarden-Vermeulen' },
] as const;

/** What is reported of who is younger than 18, and of who is older. */
export const demoKinds = {
  minor: ['v3', 'v3', 'lrv', 'overig', 'no-show'],
  adult: ['rmc', 'v4', 'uit', 'uit', 'no-show', 'zelf'],
} as const satisfies Record<string, readonly (typeof meldingKinds)[number][]>;

/** Where those went whose traject is closed. */
export const demoDestinations = [
  'training',
  'work-and-learn',
  'work',
  'gone',
] as const satisfies readonly (typeof destinations)[number][];

/** What those who were invited answered; the others did not yet. */
export const demoAnswers = [
  null,
  { answer: 'works', where: 'Bakkerij Broekhof' },
  { answer: 'call-me' },
  null,
  { answer: 'has-school', where: 'Het Kompas College' },
  { answer: 'not-now' },
] as const satisfies readonly ({
  answer: (typeof invitationAnswers)[number];
  where?: string;
} | null)[];

/** Who can be asked how it goes there, and what was heard; each in turn. */
export const demoLooks = [
  { outcome: 'placed', note: 'Komt elke dag en vindt het leuk.' },
  { outcome: 'not-reached' },
  { outcome: 'placed', note: 'Had het zwaar, krijgt nu hulp van de mentor.' },
  { outcome: 'dropped-out', note: 'Is al twee weken niet geweest.' },
  { outcome: 'not-needed', note: 'Wil niet dat we nog bellen.' },
] as const satisfies readonly { outcome: (typeof lookOutcomes)[number]; note?: string }[];
export const demoAskWho = {
  training: 'Mentor mevrouw Zand, 070 123 45 67',
  'work-and-learn': 'Leerbedrijf Bouwhof, de heer Bos',
  work: 'Bakkerij Van Laar, mevrouw De Groot',
  gone: undefined,
} as const satisfies Readonly<Record<(typeof demoDestinations)[number], string | undefined>>;

/** Of the series for tests, which nobody has. */
export const demoBsn = '999990019';

/** What jongeren of one casemanager ask of what is kept of them, and what was corrected of another. */
export const demoRights = {
  owner: 'samira@example.nl',
  phone: '+31612345798',
  reachNote: 'Stuur liever een bericht dan te bellen',
  asked: [
    { kind: 'correction', said: 'Mijn achternaam is met een d, niet met een t.' },
    { kind: 'forget', said: 'Ik wil niet meer dat jullie iets van mij bewaren.' },
  ],
} as const satisfies {
  owner: string;
  phone: string;
  reachNote: string;
  asked: readonly { kind: (typeof requestKinds)[number]; said: string }[];
};

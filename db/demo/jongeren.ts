/** First names only, as people give them; with whom nothing here has to do. */
export const demoNames: readonly string[] = [
  ...['Aaliyah', 'Adam', 'Amira', 'Anouk', 'Ayoub', 'Bilal', 'Brandon', 'Britt', 'Chenoa', 'Damian'],
  ...['Demi', 'Denzel', 'Dilara', 'Elif', 'Emma', 'Esra', 'Fenna', 'Giovanni', 'Hamza', 'Ilse'],
  ...['Imane', 'Ismaël', 'Jaimy', 'Jayden', 'Jiayi', 'Joëlle', 'Kaan', 'Kevin', 'Khadija', 'Kiran'],
  ...['Lars', 'Leila', 'Lotte', 'Luca', 'Maryam', 'Mees', 'Mehmet', 'Melissa', 'Mohamed', 'Naomi'],
  ...['Nienke', 'Noor', 'Oleksandr', 'Oumaima', 'Quincy', 'Rachid', 'Renzo', 'Romano', 'Rosa', 'Ruben'],
  ...['Safae', 'Sanne', 'Selin', 'Shanaya', 'Soufiane', 'Stijn', 'Thijs', 'Tijn', 'Wiktoria', 'Yara'],
];

export const demoNotes: Record<'nl' | 'en', readonly string[]> = {
  nl: [
    'Ik kom liever in de middag, maar dit kan ook.',
    'Mag mijn zus mee?',
    'Ik ben in maart gestopt met mijn opleiding.',
    'Ik wil iets met auto’s doen.',
    'Ik vind bellen lastig, stuur liever een bericht.',
    'Ik heb al een gesprek gehad op school.',
    'Ik heb een baantje van dinsdag tot donderdag.',
  ],
  en: ['I speak a little Dutch. English is easier.', 'I moved here last year.'],
};

export const demoCancelReasons: readonly string[] = [
  'Ik moet werken.',
  'Ik heb al een school gevonden.',
  'Ik ben ziek.',
];

/** What a casemanager wrote to a jongere about a change. */
export const demoMessages = {
  chooseAgain: 'Ik ben die ochtend toch op een school. Kun je een andere tijd kiezen?',
  handedOver: 'Mijn collega heeft meer verstand van jouw vraag. Daarom praat je met Samira.',
} as const;

/** What casemanagers write down for themselves and each other; a jongere never sees it. */
export const demoWorkingNotes: readonly string[] = [
  'Wil weer naar school, twijfelt tussen techniek en ICT. Neemt de volgende keer een cijferlijst mee.',
  'Vragen hoe de open dag was. Formulier van de school ligt klaar.',
  'Overgedragen na overleg. Leerwerkplek gezocht in de buurt van huis.',
];

/**
 * A phone number that looks right and passes as a mobile number: 06 1234 56 and two digits more, a row of digits
 * such as people type for an example. Not 06 1234 5678 itself: who tries the demo types that.
 */
export function demoPhone(index: number): string {
  const last = index % 99;
  return `+316123456${String(last < 78 ? last : last + 1).padStart(2, '0')}`;
}

/** The same for whom a school reported: other people than those of the agenda, with numbers of their own. */
export const demoReportedPhone = (index: number): string =>
  `+316123457${String(index % 100).padStart(2, '0')}`;

/** Streets that do not exist, for home visits. */
const demoStreets = ['Voorbeeldlaan', 'Verzonnen Hof', 'Fictiestraat', 'Nergenskade'];

export function demoAddress(index: number): string {
  return `${demoStreets[index % demoStreets.length]} ${(index % 80) + 1}, Den Haag`;
}

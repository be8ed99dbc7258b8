import type { locations, topics } from '#db/schema/index.ts';

type NewLocation = typeof locations.$inferInsert;
type NewTopic = typeof topics.$inferInsert;

const workdays = [1, 2, 3, 4, 5];

/** Jongerenpunt070 exists; its address here and hours and the other places are made up, as are the streets. */
export const demoLocations: readonly NewLocation[] = [
  {
    id: 'jongerenpunt070',
    name: 'Jongerenpunt070',
    neighbourhood: 'Centrum',
    address: 'Spuitorenplein 7, Den Haag',
    directions:
      'De deur is naast de fietsenstalling. Je hoeft je niet te melden: ga zitten, we komen naar je toe.',
    directionsEn:
      'The door is beside the bicycle parking. You do not have to check in: take a seat and we will come to you.',
    accessibility: 'Een rolstoel kan overal komen. Bij de balie is een ringleiding.',
    accessibilityEn: 'A wheelchair can go everywhere. There is a hearing loop at the desk.',
    amenities: ['wheelchair', 'quiet-room', 'hearing-loop'],
    facilities: 'Wifi, koffie en thee, een toilet en een rustige kamer.',
    facilitiesEn: 'Wifi, coffee and tea, a toilet and a quiet room.',
    modalities: ['op-locatie', 'telefoon', 'video', 'huisbezoek'],
    openingHours: [
      { weekdays: workdays, from: '09:00', until: '17:00' },
      { weekdays: [4], from: '17:00', until: '20:00' },
    ],
    walkInHours: [{ weekdays: workdays, from: '13:00', until: '16:30' }],
    phone: '(070) 353 54 54',
  },
  {
    id: 'escamp',
    name: 'Wijkpunt De Morgenzon',
    neighbourhood: 'Escamp',
    address: 'Morgenzonlaan 112, Den Haag',
    directions: 'We zitten op de eerste verdieping. Er is een lift.',
    directionsEn: 'We are on the first floor. There is a lift.',
    accessibility: 'De lift is breed genoeg voor een rolstoel.',
    accessibilityEn: 'The lift is wide enough for a wheelchair.',
    amenities: ['wheelchair', 'lift'],
    modalities: ['op-locatie', 'telefoon', 'video', 'wandelen'],
    openingHours: [{ weekdays: workdays, from: '09:00', until: '17:30' }],
    walkInHours: [
      { weekdays: [2], from: '09:30', until: '12:00' },
      { weekdays: [2, 4], from: '14:00', until: '17:00' },
    ],
  },
  {
    id: 'laak',
    name: 'Buurthuis De Trekschuit',
    neighbourhood: 'Laak',
    address: 'Trekschuitkade 25, Den Haag',
    directions: 'Vraag bij de bar naar de casemanager. Iedereen daar kent ons.',
    directionsEn: 'Ask for the casemanager at the bar. Everyone there knows us.',
    modalities: ['op-locatie', 'telefoon', 'video'],
    openingHours: [
      { weekdays: [1, 2, 3, 4], from: '10:00', until: '21:00' },
      { weekdays: [5], from: '10:00', until: '17:00' },
    ],
    walkInHours: [{ weekdays: [1, 3], from: '15:00', until: '18:00' }],
  },
  {
    id: 'loosduinen',
    name: 'Wijkhuis De Kas',
    neighbourhood: 'Loosduinen',
    address: 'Druivenkasstraat 8, Den Haag',
    directions: 'Loop door de tuin naar de groene deur.',
    directionsEn: 'Walk through the garden to the green door.',
    modalities: ['op-locatie', 'telefoon', 'video'],
    openingHours: [
      { weekdays: [1, 3, 5], from: '09:00', until: '12:30' },
      { weekdays: [1, 3, 5], from: '13:00', until: '17:00' },
    ],
    walkInHours: [{ weekdays: [3], from: '13:00', until: '17:00' }],
  },
  {
    id: 'scheveningen',
    name: 'Buurtkamer De Vuurboei',
    neighbourhood: 'Scheveningen',
    address: 'Vuurboeipad 31, Den Haag',
    directions: 'De Buurtkamer is achter de sporthal. Bel aan bij de blauwe deur.',
    directionsEn: 'The Buurtkamer is behind the sports hall. Ring the bell at the blue door.',
    modalities: ['op-locatie', 'telefoon'],
    openingHours: [
      { weekdays: [2, 4], from: '12:00', until: '18:00' },
      { weekdays: [6], from: '11:00', until: '15:00' },
    ],
  },
].map((location, position) => ({ ...location, position }));

export const demoTopics: readonly NewTopic[] = [
  {
    id: 'school',
    label: 'School of studie kiezen',
    labelEn: 'Choosing a school or course',
    hint: 'Je wilt weer naar school. Of je zoekt een opleiding die beter past.',
    hintEn: 'You want to go back to school. Or you are looking for a course that suits you better.',
    bring: 'Je laatste rapport of diploma, als je dat hebt. Heb je niets? Kom dan gewoon.',
    bringEn: 'Your latest report or diploma, if you have one. Nothing to bring? Just come.',
    durationMinutes: 45,
    bufferAfterMinutes: 15,
  },
  {
    id: 'leerwerkplek',
    label: 'Leerwerkplek zoeken',
    labelEn: 'Finding a place to learn and work',
    hint: 'Je wilt werken en leren tegelijk. Wij helpen je met zoeken.',
    hintEn: 'You want to work and learn at the same time. We help you look.',
    bring: 'Je cv, als je dat hebt. We kunnen het ook samen maken.',
    bringEn: 'Your CV, if you have one. We can also make one together.',
    durationMinutes: 30,
    bufferAfterMinutes: 15,
  },
  {
    id: 'geld',
    label: 'Geld en schulden',
    labelEn: 'Money and debts',
    hint: 'Je hebt schulden, of je komt niet rond. We kijken samen wat er kan.',
    hintEn: 'You have debts, or you cannot make ends meet. We look at what is possible together.',
    bring: 'Brieven over je schulden. Ze mogen dicht zijn: we maken ze samen open.',
    bringEn: 'Letters about your debts. They may be unopened: we will open them together.',
    durationMinutes: 45,
    bufferAfterMinutes: 15,
  },
  {
    id: 'anders',
    label: 'Iets anders',
    labelEn: 'Something else',
    hint: 'Je weet het nog niet precies, of je vraag staat er niet bij.',
    hintEn: 'You are not sure yet, or your question is not listed.',
    bring: 'Je hoeft niets mee te nemen.',
    bringEn: 'You do not have to bring anything.',
    durationMinutes: 30,
  },
].map((topic, position) => ({ ...topic, position }));

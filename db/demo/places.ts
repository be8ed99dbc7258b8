import type { locations, topics } from '../schema/index.ts';

type NewLocation = typeof locations.$inferInsert;
type NewTopic = typeof topics.$inferInsert;

/** Jongerenpunt070 exists; its address here and the other places are made up, as are the streets. */
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
    modalities: ['op-locatie', 'telefoon', 'video'],
  },
  {
    id: 'escamp',
    name: 'Wijkpunt De Morgenzon',
    neighbourhood: 'Escamp',
    address: 'Morgenzonlaan 112, Den Haag',
    directions: 'We zitten op de eerste verdieping. Er is een lift.',
    directionsEn: 'We are on the first floor. There is a lift.',
    modalities: ['op-locatie', 'telefoon', 'video'],
  },
  {
    id: 'laak',
    name: 'Buurthuis De Trekschuit',
    neighbourhood: 'Laak',
    address: 'Trekschuitkade 25, Den Haag',
    directions: 'Vraag bij de bar naar de casemanager. Iedereen daar kent ons.',
    directionsEn: 'Ask for the casemanager at the bar. Everyone there knows us.',
    modalities: ['op-locatie', 'telefoon', 'video'],
  },
  {
    id: 'loosduinen',
    name: 'Wijkhuis De Kas',
    neighbourhood: 'Loosduinen',
    address: 'Druivenkasstraat 8, Den Haag',
    directions: 'Loop door de tuin naar de groene deur.',
    directionsEn: 'Walk through the garden to the green door.',
    modalities: ['op-locatie', 'telefoon', 'video'],
  },
  {
    id: 'scheveningen',
    name: 'Buurtkamer De Vuurboei',
    neighbourhood: 'Scheveningen',
    address: 'Vuurboeipad 31, Den Haag',
    directions: 'De Buurtkamer is achter de sporthal. Bel aan bij de blauwe deur.',
    directionsEn: 'The Buurtkamer is behind the sports hall. Ring the bell at the blue door.',
    modalities: ['op-locatie', 'telefoon'],
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

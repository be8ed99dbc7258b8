import type { modalities, weekParities } from '#db/schema/words.ts';

type Modality = (typeof modalities)[number];

/** Part of a week in wall time. */
export interface DemoHours {
  location: string;
  /** ISO weekdays, 1 is Monday. */
  weekdays: readonly number[];
  from: string;
  until: string;
  modalities: readonly Modality[];
  /** Left out for every week. */
  weeks?: (typeof weekParities)[number];
  /** Holds until the end of the month in which the demo is loaded, or from the one after. Left out for always. */
  month?: 'this' | 'next';
}

/** Days are counted from the Monday of the week in which the demo is loaded, 0; both ends included. */
export type DemoException =
  | {
      kind: 'absence';
      days: readonly [number, number];
      /** Left out for whole days. */
      hours?: readonly [string, string];
      reason: 'verlof' | 'training' | 'ziek';
    }
  | {
      kind: 'extra';
      days: readonly [number, number];
      hours: readonly [string, string];
      location: string;
      modalities: readonly Modality[];
    };

export interface DemoCasemanager {
  email: string;
  firstName: string;
  lastName: string;
  team: string;
  meetingLink: string | null;
  dailyMaximum: number;
  /** Began a short while ago: has time to take afspraken of colleagues. */
  isNew?: boolean;
  week: readonly DemoHours[];
  exceptions: readonly DemoException[];
}

/**
 * Two teams of casemanagers, so that it can be seen that one does not look into the agendas of the other, and two for who is reported of
 * an mbo: prevention at school, and leerplicht.
 */
export const demoTeams = {
  city: 'Casemanagers',
  coast: 'Casemanagers kust en Laak',
  prevention: 'Preventie mbo',
  leerplicht: 'Leerplicht',
};

const everyModality = ['op-locatie', 'telefoon', 'video'] as const;
const hereOrByPhone = ['op-locatie', 'telefoon'] as const;
const fromAfar = ['telefoon', 'video'] as const;
const hereOrWalking = [...everyModality, 'wandelen'] as const;
const hereOrAtHome = [...everyModality, 'huisbezoek'] as const;

/** People who do not exist, each with a week of their own. */
export const demoCasemanagers: readonly DemoCasemanager[] = [
  {
    email: 'samira@example.nl',
    firstName: 'Samira',
    lastName: 'Bouzidi',
    team: demoTeams.city,
    meetingLink: 'https://video.example.nl/samira',
    dailyMaximum: 7,
    week: [
      {
        location: 'jongerenpunt070',
        weekdays: [1, 2, 3, 4, 5],
        from: '09:00',
        until: '12:30',
        modalities: everyModality,
      },
      {
        location: 'jongerenpunt070',
        weekdays: [1, 2, 4],
        from: '13:00',
        until: '17:00',
        modalities: everyModality,
      },
      { location: 'jongerenpunt070', weekdays: [3, 5], from: '13:00', until: '17:00', modalities: fromAfar },
    ],
    exceptions: [
      { kind: 'absence', days: [-43, -39], reason: 'verlof' },
      { kind: 'absence', days: [-25, -24], reason: 'ziek' },
      { kind: 'absence', days: [-12, -12], hours: ['13:00', '17:00'], reason: 'training' },
      { kind: 'absence', days: [2, 2], hours: ['09:00', '10:30'], reason: 'training' },
      { kind: 'absence', days: [11, 11], reason: 'verlof' },
    ],
  },
  {
    email: 'daan@example.nl',
    firstName: 'Daan',
    lastName: 'Vermeulen',
    team: demoTeams.city,
    meetingLink: 'https://video.example.nl/daan',
    dailyMaximum: 6,
    week: [
      {
        location: 'jongerenpunt070',
        weekdays: [1, 4],
        from: '08:30',
        until: '12:00',
        modalities: everyModality,
      },
      {
        location: 'jongerenpunt070',
        weekdays: [1, 4],
        from: '12:30',
        until: '16:30',
        modalities: everyModality,
      },
      { location: 'escamp', weekdays: [2, 3], from: '10:00', until: '12:30', modalities: hereOrByPhone },
      { location: 'escamp', weekdays: [2, 3], from: '13:00', until: '18:00', modalities: everyModality },
    ],
    exceptions: [
      { kind: 'absence', days: [-20, -19], reason: 'verlof' },
      { kind: 'absence', days: [-7, -7], hours: ['08:30', '12:00'], reason: 'ziek' },
      { kind: 'absence', days: [16, 16], hours: ['13:00', '17:00'], reason: 'training' },
    ],
  },
  {
    email: 'chantal@example.nl',
    firstName: 'Chantal',
    lastName: 'Rozenblad',
    team: demoTeams.city,
    meetingLink: null,
    dailyMaximum: 6,
    week: [
      { location: 'laak', weekdays: [2, 3], from: '09:30', until: '12:30', modalities: hereOrByPhone },
      { location: 'laak', weekdays: [2], from: '13:15', until: '16:45', modalities: hereOrByPhone },
      // On Wednesdays one week here, the next week there.
      {
        location: 'laak',
        weekdays: [3],
        weeks: 'even',
        from: '13:15',
        until: '16:45',
        modalities: hereOrByPhone,
      },
      {
        location: 'loosduinen',
        weekdays: [3],
        weeks: 'oneven',
        from: '13:30',
        until: '17:30',
        modalities: hereOrByPhone,
      },
      { location: 'laak', weekdays: [4], from: '13:00', until: '16:00', modalities: hereOrByPhone },
      {
        location: 'jongerenpunt070',
        weekdays: [4],
        from: '17:00',
        until: '20:00',
        modalities: hereOrByPhone,
      },
    ],
    exceptions: [],
  },
  {
    email: 'yusuf@example.nl',
    firstName: 'Yusuf',
    lastName: 'Aydemir',
    team: demoTeams.city,
    meetingLink: 'https://video.example.nl/yusuf',
    dailyMaximum: 6,
    week: [
      { location: 'escamp', weekdays: [1, 5], from: '09:00', until: '12:00', modalities: hereOrByPhone },
      { location: 'escamp', weekdays: [1, 5], from: '12:45', until: '16:15', modalities: everyModality },
      // Moves part of the week to Laak from next month on.
      {
        location: 'escamp',
        weekdays: [2],
        from: '09:00',
        until: '13:00',
        modalities: hereOrByPhone,
        month: 'this',
      },
      {
        location: 'laak',
        weekdays: [2],
        from: '09:00',
        until: '13:00',
        modalities: hereOrByPhone,
        month: 'next',
      },
    ],
    exceptions: [],
  },
  {
    email: 'priya@example.nl',
    firstName: 'Priya',
    lastName: 'Ramdihal',
    team: demoTeams.city,
    meetingLink: 'https://video.example.nl/priya',
    dailyMaximum: 5,
    week: [
      { location: 'laak', weekdays: [1], from: '09:00', until: '15:00', modalities: hereOrByPhone },
      { location: 'loosduinen', weekdays: [3], from: '09:00', until: '15:00', modalities: everyModality },
      { location: 'laak', weekdays: [5], from: '09:00', until: '14:30', modalities: everyModality },
      {
        location: 'jongerenpunt070',
        weekdays: [6],
        from: '10:00',
        until: '13:00',
        modalities: hereOrByPhone,
      },
    ],
    exceptions: [],
  },
  {
    email: 'joost@example.nl',
    firstName: 'Joost',
    lastName: 'Terpstra',
    team: demoTeams.coast,
    meetingLink: null,
    dailyMaximum: 6,
    week: [
      {
        location: 'scheveningen',
        weekdays: [2, 4],
        from: '09:00',
        until: '12:00',
        modalities: hereOrByPhone,
      },
      {
        location: 'scheveningen',
        weekdays: [2, 4],
        from: '14:00',
        until: '17:00',
        modalities: hereOrByPhone,
      },
    ],
    exceptions: [],
  },
  {
    email: 'fatoumata@example.nl',
    firstName: 'Fatoumata',
    lastName: 'Keita',
    team: demoTeams.city,
    meetingLink: 'https://video.example.nl/fatoumata',
    dailyMaximum: 6,
    week: [
      { location: 'loosduinen', weekdays: [2, 4], from: '10:00', until: '13:00', modalities: hereOrByPhone },
      { location: 'loosduinen', weekdays: [2, 4], from: '14:00', until: '18:00', modalities: fromAfar },
      { location: 'escamp', weekdays: [5], from: '10:00', until: '16:00', modalities: hereOrWalking },
    ],
    exceptions: [
      { kind: 'absence', days: [0, 1], reason: 'ziek' },
      {
        kind: 'extra',
        days: [21, 21],
        hours: ['10:00', '14:00'],
        location: 'loosduinen',
        modalities: hereOrByPhone,
      },
    ],
  },
  {
    email: 'femke@example.nl',
    firstName: 'Femke',
    lastName: 'Wiersma',
    team: demoTeams.city,
    meetingLink: 'https://video.example.nl/femke',
    dailyMaximum: 6,
    isNew: true,
    week: [
      {
        location: 'jongerenpunt070',
        weekdays: [1, 2, 3, 4],
        from: '09:00',
        until: '12:30',
        modalities: everyModality,
      },
      {
        location: 'jongerenpunt070',
        weekdays: [1, 2, 3, 4],
        from: '13:00',
        until: '17:00',
        modalities: hereOrAtHome,
      },
    ],
    exceptions: [],
  },
  {
    email: 'milan@example.nl',
    firstName: 'Milan',
    lastName: 'Horvat',
    team: demoTeams.coast,
    meetingLink: null,
    dailyMaximum: 6,
    week: [
      { location: 'laak', weekdays: [1, 3], from: '09:00', until: '12:00', modalities: hereOrByPhone },
      { location: 'laak', weekdays: [1, 3], from: '13:00', until: '17:00', modalities: hereOrByPhone },
      { location: 'loosduinen', weekdays: [4], from: '09:00', until: '16:00', modalities: hereOrByPhone },
    ],
    exceptions: [{ kind: 'absence', days: [0, 13], reason: 'verlof' }],
  },
];

/** Days as with exceptions; without a location the whole gemeente is closed. */
export const demoClosures: readonly {
  name: string;
  days: readonly [number, number];
  location: string | null;
}[] = [
  { name: 'Studiedag van het team', days: [18, 18], location: null },
  { name: 'Verbouwing van het wijkhuis', days: [24, 25], location: 'loosduinen' },
];

/** All of next week's time here is taken, so that "the next free week" has something to find. */
export const demoFullLocation = 'scheveningen';

import type { organisationKinds, roles } from '#db/schema/words.ts';
import { demoTeams } from './casemanagers.ts';

/** With what people may look around in a demo; shown on the sign-in page, and only there. */
export const demoAccounts = [
  { email: 'samira@example.nl', password: 'voordeur-samira', name: 'Samira Bouzidi', role: 'casemanager' },
  { email: 'daan@example.nl', password: 'voordeur-daan', name: 'Daan Vermeulen', role: 'casemanager' },
  { email: 'carlijn@example.nl', password: 'voordeur-carlijn', name: 'Carlijn de Wit', role: 'coordinator' },
  { email: 'iris@example.nl', password: 'voordeur-iris', name: 'Iris Hofman', role: 'beheerder' },
  {
    email: 'youssef@example.nl',
    password: 'voordeur-youssef',
    name: 'Youssef Amrani',
    role: 'jongerenwerker',
  },
  { email: 'naima@example.nl', password: 'voordeur-naima', name: 'Naima el Idrissi', role: 'jongerenwerker' },
  { email: 'ruud@example.nl', password: 'voordeur-ruud', name: 'Ruud Bakker', role: 'jongerenwerker' },
  { email: 'petra@example.nl', password: 'voordeur-petra', name: 'Petra Smeets', role: 'schoolmedewerker' },
  { email: 'jorien@example.nl', password: 'voordeur-jorien', name: 'Jorien Postma', role: 'coordinator' },
  { email: 'henk@example.nl', password: 'voordeur-henk', name: 'Henk Visser', role: 'coordinator' },
] as const satisfies readonly {
  email: string;
  password: string;
  name: string;
  role: (typeof roles)[number];
}[];

/** Organisations beside the gemeente, by their name. */
export const demoOrganisations = [
  { name: 'Jongerenwerk De Brug', kind: 'jongerenwerk' },
  { name: 'Jongerenwerk De Haven', kind: 'jongerenwerk' },
  { name: 'Wijkhuis Zuiderpark', kind: 'wijkorganisatie' },
  { name: 'ROC Voorbeeldstad', kind: 'school' },
] as const satisfies readonly { name: string; kind: (typeof organisationKinds)[number] }[];

/** Those who have no agenda of their own; the casemanagers are in casemanagers.ts. */
export const demoOthers = [
  {
    email: 'carlijn@example.nl',
    firstName: 'Carlijn',
    lastName: 'de Wit',
    role: 'coordinator',
    team: demoTeams.city,
    organisation: null,
  },
  {
    email: 'iris@example.nl',
    firstName: 'Iris',
    lastName: 'Hofman',
    role: 'beheerder',
    team: null,
    organisation: null,
  },
  {
    email: 'youssef@example.nl',
    firstName: 'Youssef',
    lastName: 'Amrani',
    role: 'jongerenwerker',
    team: null,
    organisation: 'Jongerenwerk De Brug',
  },
  // A colleague of Youssef's, of whom nobody has the password.
  {
    email: 'fatma@example.nl',
    firstName: 'Fatma',
    lastName: 'Kaya',
    role: 'jongerenwerker',
    team: null,
    organisation: 'Jongerenwerk De Brug',
  },
  {
    email: 'naima@example.nl',
    firstName: 'Naima',
    lastName: 'el Idrissi',
    role: 'jongerenwerker',
    team: null,
    organisation: 'Jongerenwerk De Haven',
  },
  {
    email: 'ruud@example.nl',
    firstName: 'Ruud',
    lastName: 'Bakker',
    role: 'jongerenwerker',
    team: null,
    organisation: 'Wijkhuis Zuiderpark',
  },
  {
    email: 'petra@example.nl',
    firstName: 'Petra',
    lastName: 'Smeets',
    role: 'schoolmedewerker',
    team: null,
    organisation: 'ROC Voorbeeldstad',
  },
  // Who stays away from an mbo comes to prevention first, and to leerplicht when it goes on.
  {
    email: 'jorien@example.nl',
    firstName: 'Jorien',
    lastName: 'Postma',
    role: 'coordinator',
    team: demoTeams.prevention,
    organisation: null,
  },
  {
    email: 'henk@example.nl',
    firstName: 'Henk',
    lastName: 'Visser',
    role: 'coordinator',
    team: demoTeams.leerplicht,
    organisation: null,
  },
] as const satisfies readonly {
  email: string;
  firstName: string;
  lastName: string;
  role: (typeof roles)[number];
  team: string | null;
  /** Null for the gemeente itself. */
  organisation: string | null;
}[];

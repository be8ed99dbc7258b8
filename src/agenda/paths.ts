/** A path without a query, with those parameters that have a value. */
export function withQuery(path: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value);
  return query.size === 0 ? path : `${path}?${query}`;
}

const appointment = (id: string) => `/medewerker/afspraken/${encodeURIComponent(id)}`;

/** The addresses of the part for staff. `who` is the id of a colleague of whom it is; left out, it is one's own. */
export const staffPaths = {
  today: '/medewerker',
  day: (date?: string, who?: string) => withQuery('/medewerker/dag', { dag: date, wie: who }),
  week: (isoWeek?: string, who?: string) => withQuery('/medewerker/week', { week: isoWeek, wie: who }),
  list: (from?: string, who?: string) => withQuery('/medewerker/lijst', { vanaf: from, wie: who }),
  /** `news` says on the page what was just done. */
  appointment: (id: string, news?: string) => withQuery(appointment(id), { gelukt: news }),
  move: (id: string) => `${appointment(id)}/verzetten`,
  moveTo: (id: string, asked: { wie?: string | undefined; manier?: string | undefined; week: string }) =>
    withQuery(`${appointment(id)}/verzetten`, asked),
  cancel: (id: string) => `${appointment(id)}/afzeggen`,
  handOver: (id: string) => `${appointment(id)}/overdragen`,
  chooseAgain: (id: string) => `${appointment(id)}/opnieuw-kiezen`,
  followUp: (id: string) => `${appointment(id)}/vervolg`,
  link: (id: string) => `${appointment(id)}/link`,
  find: '/medewerker/zoeken',
  book: '/medewerker/nieuw',
  /** The same, for a time that is free: `10:15` on the clock of the gemeente. */
  bookAt: (date: string, time: string, who?: string) =>
    withQuery('/medewerker/nieuw', { dag: date, tijd: time, wie: who }),
  /** The weekly hours, the exceptions to them, and the afspraken that fell outside. */
  hours: (who?: string) => withQuery('/medewerker/werktijden', { wie: who }),
  exceptions: (who?: string) => withQuery('/medewerker/uitzonderingen', { wie: who }),
  outside: (who?: string, news?: string) =>
    withQuery('/medewerker/buiten-werktijd', { wie: who, gelukt: news }),
  chat: '/medewerker/chat',
  /** The canned replies; `news` says on the page what was just done. */
  replies: (news?: string) => withQuery('/medewerker/chat/antwoorden', { gelukt: news }),
  reply: (id: string) => withQuery('/medewerker/chat/antwoorden', { wijzig: id }),
  chatFigures: '/medewerker/chat/cijfers',
  own: '/medewerker/instellingen',
  signIn: '/medewerker/inloggen',
  /** Right after signing in: how often others tried to. `back` is where it goes on from there. */
  missed: (back: string) => withQuery('/medewerker/pogingen', { terug: back }),
  signOut: '/medewerker/uitloggen',
} as const;

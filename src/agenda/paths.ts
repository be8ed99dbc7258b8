import { staffArea } from '#server/access/areas.ts';
import { typedFormWord } from '#ui/formWord.ts';

/** A path without a query, with those parameters that have a value. */
export function withQuery(path: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value);
  return query.size === 0 ? path : `${path}?${query}`;
}

const appointment = (id: string) => `${staffArea.path}/afspraken/${encodeURIComponent(id)}`;

const team = `${staffArea.path}/team`;

const openReferrals = `${staffArea.path}/aanmeldingen`;

const beheer = `${staffArea.path}/beheer`;

const lists = `${staffArea.path}/lijsten`;
const listAt = (id: string) => `${lists}/${encodeURIComponent(id)}`;

/** The addresses of the part for staff. `who` is the id of a colleague of whom it is; left out, it is one's own. */
export const staffPaths = {
  today: staffArea.path,
  day: (date?: string, who?: string) => withQuery(`${staffArea.path}/dag`, { date, who }),
  week: (isoWeek?: string, who?: string) => withQuery(`${staffArea.path}/week`, { week: isoWeek, who }),
  list: (from?: string, who?: string) => withQuery(`${staffArea.path}/lijst`, { from, who }),
  /** One day of everybody in the team, beside each other. */
  teamDay: (date?: string) => withQuery(`${team}/dag`, { date }),
  /** For a coordinator: the week of the team; beside it what somebody has on a day, or in the whole week. */
  team: (asked: { week?: string | undefined; who?: string | undefined; date?: string | undefined } = {}) =>
    withQuery(team, asked),
  teamMoves: `${team}/overdragen`,
  teamIll: `${team}/ziek`,
  /** What waits for a coordinator; `done` says on the page what was just done. */
  openReferrals: (done?: 'closed' | 'gone') => withQuery(openReferrals, { done }),
  openReferral: (id: string) => `${openReferrals}/${encodeURIComponent(id)}`,
  /** The open trajecten of oneself and of the team. */
  aftercare: `${staffArea.path}/trajecten/nazorg`,
  worklist: (view?: string) => withQuery(`${staffArea.path}/trajecten`, { view }),
  /** All trajecten of somebody, with what deals them out among colleagues. */
  caseload: (owner: string) => withQuery(`${staffArea.path}/trajecten`, { view: 'team', owner, move: 'yes' }),
  /** A traject of who came without a school; of an afspraak that becomes a part of it. */
  beginTraject: (appointment?: string) => withQuery(`${staffArea.path}/trajecten/nieuw`, { appointment }),
  traject: (id: string) => `${staffArea.path}/trajecten/${encodeURIComponent(id)}`,
  /** The plan of a school year, and a step of it; `done` says on the page what was just done. */
  /** `school` narrows it to the steps of one, `whole` shows all schools of one step, `open` opens a form. */
  yearPlan: (
    asked: Partial<Record<'plan' | 'school' | 'whole' | 'open' | 'done', string | undefined>> = {},
  ) => withQuery(`${staffArea.path}/jaarplan`, asked),
  yearPlanStep: (plan: string, step?: string) => withQuery(`${staffArea.path}/jaarplan/stap`, { plan, step }),
  /** Somebody beside who looks like them. */
  trajectPair: (id: string) => `${staffArea.path}/trajecten/${encodeURIComponent(id)}/zelfde`,
  trajectPerson: (id: string) => `${staffArea.path}/trajecten/${encodeURIComponent(id)}/gegevens`,
  trajectLetter: (id: string, asked: { language?: string; invitation?: 'yes' | undefined } = {}) =>
    withQuery(`${staffArea.path}/trajecten/${encodeURIComponent(id)}/brief`, asked),
  /** Lists of schools and DUO; `page` counts from 0. */
  lists: (asked: { page?: string | undefined; done?: string | undefined } = {}) => withQuery(lists, asked),
  readList: `${lists}/inlezen`,
  listExample: `${lists}/inlezen/voorbeeld`,
  oneList: (id: string, asked: Record<string, string | undefined> = {}) => withQuery(listAt(id), asked),
  listColumns: (id: string) => `${listAt(id)}/kolommen`,
  listPlaced: (id: string, asked: Record<string, string | undefined> = {}) =>
    withQuery(`${listAt(id)}/geplaatst`, asked),
  listWrong: (id: string) => `${listAt(id)}/fout`,
  appointment,
  /** Takes back what was just done. */
  undo: `${staffArea.path}/ongedaan`,
  move: (id: string) => `${appointment(id)}/verzetten`,
  moveTo: (
    id: string,
    asked: { who?: string | undefined; manner?: string | undefined; back?: string | undefined; week: string },
  ) => withQuery(`${appointment(id)}/verzetten`, asked),
  cancel: (id: string) => `${appointment(id)}/afzeggen`,
  handOver: (id: string) => `${appointment(id)}/overdragen`,
  chooseAgain: (id: string) => `${appointment(id)}/opnieuw-kiezen`,
  followUp: (id: string) => `${appointment(id)}/vervolg`,
  link: (id: string) => `${appointment(id)}/link`,
  find: `${staffArea.path}/zoeken`,
  book: `${staffArea.path}/nieuw`,
  /** The same, for a time that is free: `10:15` on the clock of the gemeente. `name` and `topic` fill in more. */
  bookAt: (date: string, time: string, who?: string) =>
    withQuery(`${staffArea.path}/nieuw`, { date, time, who }),
  /** The same, for somebody who waits in a line of today. */
  bookWalkIn: (walkIn: string) => withQuery(`${staffArea.path}/nieuw`, { walkIn }),
  /** The same, for the jongere of a traject, which it becomes a part of. */
  bookGesprek: (traject: string) => withQuery(`${staffArea.path}/nieuw`, { traject }),
  /** The weekly hours, the exceptions to them, and the afspraken that fell outside. */
  hours: (who?: string) => withQuery(`${staffArea.path}/werktijden`, { who }),
  exceptions: (who?: string) => withQuery(`${staffArea.path}/uitzonderingen`, { who }),
  /** The form of an exception, filled in for a part of one day. */
  absentAt: (date: string, { from, until }: { from: string; until: string }, who?: string) =>
    withQuery(`${staffArea.path}/uitzonderingen`, { who, date, from, until }),
  outside: (who?: string, news?: string) =>
    withQuery(`${staffArea.path}/buiten-werktijd`, { who, done: news }),
  /** The desk for who walks in, at a location; `given` is the number that somebody just got. */
  walkIn: (place?: string, given?: string) => withQuery(`${staffArea.path}/balie`, { place, given }),
  chat: `${staffArea.path}/chat`,
  /** The canned replies; `news` says on the page what was just done. */
  replies: (news?: string) => withQuery(`${staffArea.path}/chat/antwoorden`, { done: news }),
  reply: (id: string) => withQuery(`${staffArea.path}/chat/antwoorden`, { change: id }),
  /** A month `2026-10` or a school year `2025-2026`; left out, the newest month. */
  figures: (period?: string) => withQuery(`${staffArea.path}/cijfers`, { period }),
  figuresFile: (period: string) => withQuery(`${staffArea.path}/cijfers/csv`, { period }),
  trajectFigures: (period?: string) => withQuery(`${staffArea.path}/cijfers/trajecten`, { period }),
  trajectFiguresFile: (period: string) => withQuery(`${staffArea.path}/cijfers/trajecten/csv`, { period }),
  own: `${staffArea.path}/instellingen`,
  /** The own agenda in other calendars, and the other way round; `news` says on the page what was just done. */
  calendars: (news?: string) => withQuery(`${staffArea.path}/agendas`, { done: news }),
  /** The same, where it is asked whether something is really to be done. */
  calendarsAsking: (about: string) => withQuery(`${staffArea.path}/agendas`, { ask: about }),
  /** The settings of one that takes time away. */
  calendar: (id: string, news?: string) =>
    withQuery(`${staffArea.path}/agendas`, { calendar: id, done: news }),
  /** What one's devices are told: posted to alone. */
  notices: `${staffArea.path}/meldingen`,
  account: `${staffArea.path}/account`,
  welcome: `${staffArea.path}/welkom`,
  /** Where the own password is asked again, for what it guards; `back` is where it goes on. */
  confirm: (back: string) => withQuery(`${staffArea.path}/account/bevestigen`, { back }),
  addFactor: `${staffArea.path}/account/toevoegen`,
  ownFactor: (id: string) => `${staffArea.path}/account/factor/${encodeURIComponent(id)}`,
  recoveryCodes: (back?: string) => withQuery(`${staffArea.path}/account/herstelcodes`, { back }),
  /** What a beheerder runs; who works here is a part of it. */
  beheer,
  people: `${beheer}/mensen`,
  /** Who may do what: of now, or as it was signed. */
  rights: (signed?: string) => withQuery(`${beheer}/rechten`, { signed }),
  rightsSigned: `${beheer}/rechten?done=signed`,
  rightsFile: (signed?: string) => withQuery(`${beheer}/rechten/csv`, { signed }),
  /** The keys with which systems of organisations refer. */
  keys: (asked: { done?: string; end?: string; organisation?: string; name?: string } = {}) =>
    withQuery(`${beheer}/sleutels`, asked),
  /** What did not come, and how it stands with each way; how many go out again. */
  delivery: (again?: number) => withQuery(`${beheer}/verzending`, { again: again?.toString() }),
  /** Messages as they are received, with what is asked for; and the HTML of one, for a frame. */
  preview: (asked: Record<string, string> = {}) => withQuery(`${beheer}/voorbeelden`, asked),
  previewFrame: (asked: Record<string, string>) => withQuery(`${beheer}/voorbeelden/opmaak`, asked),
  /** Systems that hear what happened; `asked` fills in the form. */
  webhooks: (asked?: URLSearchParams) => (asked ? `${beheer}/koppelingen?${asked}` : `${beheer}/koppelingen`),
  webhook: (id: string) => `${beheer}/koppelingen/${encodeURIComponent(id)}`,
  log: `${beheer}/logboek`,
  logFile: `${beheer}/logboek/csv`,
  invite: `${beheer}/mensen/uitnodigen`,
  /** Reads in people from a file; the rows of it that are wrong, by the word that stands for it; and an example. */
  importPeople: `${beheer}/mensen/inlezen`,
  importWrong: (word: string) => withQuery(`${beheer}/mensen/inlezen/fout`, { [typedFormWord]: word }),
  importExample: `${beheer}/mensen/inlezen/voorbeeld`,
  person: (id: string) => `${beheer}/mensen/${encodeURIComponent(id)}`,
  /** Passes on what somebody has, and ends their account. */
  leave: (id: string) => `${beheer}/mensen/${encodeURIComponent(id)}/stoppen`,
  /** Links, codes and posters of what everybody can book. */
  links: `${beheer}/links`,
  /** Links of the screens of waiting rooms; `news` says what was just done. */
  screens: (news?: 'made' | 'ended') => withQuery(`${beheer}/schermen`, { done: news }),
  /** What is kept of a jongere, for a beheerder who hands it over; `word` stands for what was typed. */
  held: `${beheer}/inzage`,
  heldFile: (word: string, as?: 'tekst') =>
    withQuery(`${beheer}/inzage/bestand`, { [typedFormWord]: word, als: as }),
  /** A part of the settings, by the last part of its address. */
  settings: (page: string) => `${beheer}/instellingen/${page}`,
  /** The terms of meldingen, each from a day on. */
  terms: (done?: 'changed' | 'taken-back') => withQuery(`${beheer}/termijnen`, { done }),
  /** Colours and logo. */
  looks: `${beheer}/huisstijl`,
  /** All that was configured, as a file. */
  export: `${beheer}/bewaren-als-bestand`,
  /** How large the workplace is shown. */
  display: `${staffArea.path}/weergave`,
  /** Who comes next, for the head of each page. */
  nextUp: `${staffArea.path}/straks`,
  signIn: staffArea.signIn,
  giveFactor: (back: string) => withQuery(staffArea.giveFactor, { back }),
  setUpFactor: (back: string) => withQuery(staffArea.setUpFactor, { back }),
  forgotten: staffArea.forgotten,
  passwordSet: `${staffArea.signIn}?set=yes`,
  /** Right after signing in: how often others tried to. `back` is where it goes on from there. */
  missed: (back: string) => withQuery(`${staffArea.path}/pogingen`, { back }),
  signOut: staffArea.signOut,
} as const;

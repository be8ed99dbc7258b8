import type { meldingKinds, meldingStates, teamTasks } from '#db/schema/words.ts';

// What the kinds of melding mean. Pure. Sources: Leerplichtwet 1969, art. 21, 21a and 22; WEB 8.1.8, 8.1.8a and 8.3.1.

export type MeldingKind = (typeof meldingKinds)[number];
export type MeldingState = (typeof meldingStates)[number];
export type TeamTask = (typeof teamTasks)[number];

/** What the exchange with DUO calls a kind; those that are no part of it have none. */
export const duoKinds: Readonly<Partial<Record<MeldingKind, string>>> = {
  v3: 'V3',
  v4: 'V4',
  rmc: 'RMC',
  lrv: 'LRV',
  luxe: 'L',
  overig: 'O',
};

/** What the exchange with DUO calls a state. */
export const duoStates: Readonly<Record<MeldingState, string>> = {
  registered: 'R',
  handled: 'B',
  closed: 'G',
  noted: 'K',
  withdrawn: 'I',
};

/** The kinds that a school reports. */
export const schoolKinds = [
  'v3',
  'v4',
  'rmc',
  'lrv',
  'luxe',
  'overig',
  'uit',
  'no-show',
  'overstap',
] as const;

/** The ages (in years, up to and including) that a kind is for; null where it is for all. */
const agesOf: Readonly<Partial<Record<MeldingKind, { from?: number; until?: number }>>> = {
  v3: { until: 17 },
  lrv: { until: 17 },
  luxe: { until: 17 },
  abs: { until: 17 },
  v4: { from: 18 },
  rmc: { from: 18 },
  uit: { from: 18 },
};

/** Whether a kind of melding can be made about somebody of an age. */
export function fitsAge(kind: MeldingKind, age: number): boolean {
  const { from = 0, until = 99 } = agesOf[kind] ?? {};
  return age >= from && age <= until;
}

/** Which kind of team takes up a melding of this kind about somebody of this age (years). */
export function taskOf(kind: MeldingKind, age: number): TeamTask {
  if (kind === 'overig') return 'preventie';
  if (kind === 'kwetsbaar') return 'doorstroompunt';
  return age < 18 ? 'leerplicht' : 'doorstroompunt';
}

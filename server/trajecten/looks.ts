import type { destinations, lookAsks, lookReasons } from '#db/schema/words.ts';
import { addWorkingDays } from './workingDays.ts';

// When one looks again how it goes with a jongere, and whom one asks. Pure; dates are ISO.

export type Destination = (typeof destinations)[number];
export type LookAsk = (typeof lookAsks)[number];

export interface Look {
  reason: (typeof lookReasons)[number];
  on: string;
  ask: LookAsk;
}

/** Who knows how it goes there: of the school, at work or in care; else the jongere. */
const placeOf: Readonly<Partial<Record<Destination, LookAsk>>> = {
  training: 'school',
  'work-and-learn': 'school',
  work: 'work',
  care: 'care',
};

/** Whether the jongere went to a place where one can ask: school, work or care. */
export const isPlaced = (destination: Destination): boolean => placeOf[destination] !== undefined;

/** They moved away, or another gemeente goes on with them. */
const isElsewhere = (destination: Destination): boolean =>
  destination === 'gone' || destination === 'handed-over';

/** A date so many months later, on the first working day from then on. */
export const monthsLater = (date: string, months: number): string =>
  addWorkingDays(Temporal.PlainDate.from(date).add({ months }).toString(), 0);

/**
 * The looks that follow on closing a traject: two after a placing. Who is in a vulnerable position and went nowhere is looked at once,
 * at the later of the two; not who moved away, or is with another gemeente.
 */
export function looksAfter(
  { destination, isKwetsbaar }: { destination: Destination; isKwetsbaar: boolean },
  closedOn: string,
  { aftercareMonths, aftercareLaterMonths }: { aftercareMonths: number; aftercareLaterMonths: number },
): Look[] {
  const terms = [...new Set([aftercareMonths, aftercareLaterMonths])].toSorted((a, b) => a - b);
  const dates = [...new Set(terms.map((months) => monthsLater(closedOn, months)))];
  const reason = isKwetsbaar ? 'kwetsbaar' : 'nazorg';
  const ask = placeOf[destination];
  if (ask !== undefined) return dates.map((on) => ({ reason, on, ask }));
  const last = dates.at(-1);
  if (!isKwetsbaar || isElsewhere(destination) || last === undefined) return [];
  return [{ reason, on: last, ask: 'jongere' }];
}

/** After how many working days the next one is asked; and after all were. */
const askDays = 5;
const againDays = 20;

/**
 * Whom to ask next when the one who was asked was not reached: those at the place, the jongere, and parents of who is under 18; then from
 * the beginning, later.
 */
export function askNext(
  asked: LookAsk,
  { destination, isMinor }: { destination: Destination | null; isMinor: boolean },
  today: string,
): { ask: LookAsk; on: string } {
  const place = destination === null ? undefined : placeOf[destination];
  const rungs: LookAsk[] = [...(place ? [place] : []), 'jongere', ...(isMinor ? ['parents' as const] : [])];
  const next = rungs[rungs.indexOf(asked) + 1];
  if (next !== undefined) return { ask: next, on: addWorkingDays(today, askDays) };
  return { ask: rungs[0] ?? 'jongere', on: addWorkingDays(today, againDays) };
}

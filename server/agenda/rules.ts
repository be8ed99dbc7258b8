import { staffBooksFrom } from '#server/availability/rules.ts';
import type { Standing } from '#server/booking/rules.ts';
import type { Outcome } from '#server/booking/schema.ts';

// What staff may still do with an afspraak. Pure: the verbs and the pages ask the same, so that a page offers what its
// verb does.

/** The fields of an afspraak on which these rules depend. */
export interface CareStanding extends Standing {
  /** Whether its personal data is wiped. */
  wiped: boolean;
}

const stands = ({ status, wiped }: CareStanding) => status === 'booked' && !wiped;
const isNotOver = (appointment: CareStanding, now: number) => stands(appointment) && now < appointment.end;

const rules = {
  /** Together with the jongere, who may be sitting there: until it is over. */
  move: isNotOver,
  cancel: isNotOver,
  keep: isNotOver,
  /** A colleague can take over what began just now. */
  'hand-over': (appointment, now) => stands(appointment) && staffBooksFrom(now) <= appointment.start,
  /** Once it has begun a jongere cannot move it any more. */
  'choose-again': (appointment, now) => stands(appointment) && now < appointment.start,
  /** Somebody who cancelled, or had their data wiped, cannot be met again from here. */
  'follow-up': stands,
  /** There must be somebody to give the link to. */
  'renew-link': ({ wiped }) => !wiped,
} as const satisfies Record<string, (appointment: CareStanding, now: number) => boolean>;

export type CareAction = keyof typeof rules;

/** Whether something may still be done with an afspraak at this moment (epoch ms). */
export const canStill = (action: CareAction, appointment: CareStanding, now: number): boolean =>
  rules[action](appointment, now);

/** How long it calls (ms) that somebody is there, from the start on, or from when they came later than that. */
const callsMs = 10 * 60_000;

/** Whether a jongere sits there and is waited with: until a while after the start, when the talk will have begun. */
export const callsAsHere = (
  {
    hereAt,
    outcome,
    start,
    end,
  }: { hereAt: number | null; outcome: Outcome | null; start: number; end: number },
  now: number,
): boolean => hereAt !== null && outcome === null && now < Math.min(end, Math.max(start, hereAt) + callsMs);

/** Whether it is too early for this outcome: nobody can have come or stayed away before the begin. */
export const isTooEarlyFor = (
  outcome: Outcome | null,
  { start }: Pick<Standing, 'start'>,
  now: number,
): boolean => (outcome === 'geweest' || outcome === 'niet-verschenen') && now < start;

/**
 * Whether there is something to note of how it went. Before it begins there is not yet, but what was noted or cancelled
 * here can be taken back.
 */
export const canNote = (
  {
    start,
    outcome,
    cancelledBy,
  }: Pick<Standing, 'start'> & {
    outcome: Outcome | null;
    cancelledBy: 'jongere' | 'staff' | null;
  },
  now: number,
): boolean => start <= now || outcome !== null || cancelledBy === 'staff';

import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { minuteMs } from '#server/slots/wallTime.ts';
import type { ToDo } from './types.ts';

/**
 * How urgent something is, the most urgent first:
 * - `danger`: somebody may be in danger;
 * - `soon`: it is too late within two hours;
 * - `waits`: somebody has waited for a day;
 * - `today`: it is of today, or too late before tomorrow is over;
 * - `earlier`: it is left from an earlier day, and nobody waits for it;
 * - `coming`: there is time.
 */
const bands = ['danger', 'soon', 'waits', 'today', 'earlier', 'coming'] as const;
export type Band = (typeof bands)[number];

interface Urgency {
  band: Band;
  /** Orders within the band, the smallest first: an instant in epoch ms. */
  at: number;
}

const hourMs = 60 * minuteMs;
const soonMs = 2 * hourMs;
const longMs = 24 * hourMs;

/** The rule of each kind. A kind that is added has to say here how urgent it is; the others stay as they are. */
export function urgencyOf(toDo: ToDo, now: number): Urgency {
  switch (toDo.kind) {
    case 'note': {
      const isOfToday = dateInAmsterdam(toDo.start) === dateInAmsterdam(now);
      // Of earlier days the newest first: what happened then is still known.
      return isOfToday ? { band: 'today', at: toDo.end } : { band: 'earlier', at: -toDo.end };
    }
    case 'question': {
      const { danger, since } = toDo;
      const isLong = now - since >= longMs;
      return { band: danger ? 'danger' : isLong ? 'waits' : 'today', at: since };
    }
    case 'trajecten':
    case 'looks':
      // What was to be done on an earlier day waits for as long.
      return { band: dateInAmsterdam(toDo.first) < dateInAmsterdam(now) ? 'waits' : 'today', at: toDo.first };
    case 'offers':
    case 'referrals':
      return { band: now - toDo.since >= longMs ? 'waits' : 'today', at: toDo.since };
    case 'line':
      // Who sits there goes home soon; who sat there did.
      return { band: toDo.isEarlier ? 'earlier' : 'soon', at: toDo.since };
    case 'plan-late':
      return { band: 'earlier', at: -toDo.until };
    case 'outside':
    case 'choosing':
    case 'video-link':
      return before(toDo.until, now);
    case 'stale-calendar':
      return { band: 'waits', at: toDo.since };
    case 'elsewhere':
    case 'untold':
      return before(toDo.start, now);
  }
}

/** Of what is too late from an instant on. */
function before(until: number, now: number): Urgency {
  if (until - now <= soonMs) return { band: 'soon', at: until };
  const tomorrow = addDays(dateInAmsterdam(now), 1);
  return { band: dateInAmsterdam(until) <= tomorrow ? 'today' : 'coming', at: until };
}

/** What is to do, the most urgent first. Pure; the order is whole, so that the same things always stand in the same order. */
export function byUrgency(toDos: readonly ToDo[], now: number): ToDo[] {
  return toDos
    .map((toDo) => ({ toDo, ...urgencyOf(toDo, now) }))
    .sort(
      (a, b) =>
        bands.indexOf(a.band) - bands.indexOf(b.band) || a.at - b.at || (a.toDo.id < b.toDo.id ? -1 : 1),
    )
    .map(({ toDo }) => toDo);
}

import type { WeeklyRule } from '#server/slots/types.ts';
import { dayNumber, minutesOf, wallDays } from '#server/slots/wallTime.ts';
import { returnsOn } from '#server/slots/windows.ts';
import type { CheckedException } from './exceptionDraft.ts';

/** What stands in the way of an exception: another one, or hours of the week at another place. */
export interface Clashes<E> {
  /** Absences on the same time. */
  absences: E[];
  /** Extra hours at another place at the same time; only for extra hours. */
  extraHours: E[];
  /** Weekly hours at another place at the same time; only for extra hours. */
  rules: WeeklyRule[];
}

/**
 * The overlaps of an exception that somebody should know about. An absence during extra hours is no clash: the absence wins.
 * Extra hours at the same location are none either: they add up.
 */
export function clashesOf<E extends CheckedException>(
  exception: CheckedException,
  others: readonly E[],
  rules: readonly WeeklyRule[],
): Clashes<E> {
  const meeting = others.filter((other) => overlaps(exception, other));
  const absences = meeting.filter(({ kind }) => kind === 'absence');
  if (exception.kind === 'absence') return { absences, extraHours: [], rules: [] };
  const elsewhere = (other: CheckedException) =>
    other.kind === 'extra' && other.location !== exception.location;
  return {
    absences,
    extraHours: meeting.filter(elsewhere),
    rules: rules.filter((rule) => rule.location !== exception.location && meets(exception, rule)),
  };
}

/** Whether two exceptions say the same, so that one of them is enough. */
export function isSame(one: CheckedException, other: CheckedException): boolean {
  const text = (exception: CheckedException) => {
    const { kind, dateFrom, dateUntil, from, until } = exception;
    const rest =
      exception.kind === 'absence'
        ? [exception.reason]
        : [exception.location, ...exception.modalities.toSorted()];
    return [kind, dateFrom, dateUntil, from, until, ...rest].join('|');
  };
  return text(one) === text(other);
}

function overlaps(one: CheckedException, other: CheckedException): boolean {
  return one.dateFrom <= other.dateUntil && other.dateFrom <= one.dateUntil && shareHours(one, other);
}

interface Hours {
  from: string | null;
  until: string | null;
}

function shareHours(one: Hours, other: Hours): boolean {
  const [a, b] = [minutes(one), minutes(other)];
  return a.from < b.until && b.from < a.until;
}

const minutes = ({ from, until }: Hours) => ({
  from: from === null ? 0 : minutesOf(from),
  until: until === null ? 24 * 60 : minutesOf(until),
});

/** Whether a weekly rule holds on a date of the exception, at the same time of day. */
function meets({ dateFrom, dateUntil, ...hours }: CheckedException, rule: WeeklyRule): boolean {
  if (!shareHours(hours, rule)) return false;
  const first = dateFrom > rule.validFrom ? dateFrom : rule.validFrom;
  const last = rule.validUntil !== null && rule.validUntil < dateUntil ? rule.validUntil : dateUntil;
  return wallDays(dayNumber(first), dayNumber(last)).some((day) => returnsOn(rule, day));
}

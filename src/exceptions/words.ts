import type { ExceptionWhat } from '#server/availability/exceptionDraft.ts';
import type { StoredException } from '#server/availability/exceptionRows.ts';
import { addDays } from '#server/kernel/time.ts';
import type { Location } from '#server/roster/types.ts';
import type { WeeklyRule } from '#server/slots/types.ts';
import type { Wording } from '#ui/wording.ts';
import type { texts } from '../content/texts.ts';

type T = ReturnType<typeof texts>;

/** What an exception says, for whoever reads a list of them. */
export function exceptionWords(t: T, w: Wording, locations: readonly Location[], today: string) {
  const dayOf = (date: string) =>
    date.slice(0, 4) === today.slice(0, 4) ? w.dayOfDate(date) : w.dateOfDate(date);
  const place = (id: string) => locations.find((location) => location.id === id)?.name ?? id;
  const hours = (from: string, until: string) => t('exceptions.hours', { from, until });

  /** `maandag 23 november`, or with an end `maandag 23 november tot en met vrijdag 27 november`. */
  const period = (from: string, until: string) =>
    from === until ? dayOf(from) : t('exceptions.period', { from: dayOf(from), until: dayOf(until) });
  /** The same on one line of a table: `ma 23 nov`, `ma 23 t/m vr 27 nov`. */
  const shortPeriod = (from: string, until: string) => {
    const year = until.slice(0, 4) === today.slice(0, 4) ? '' : ` ${until.slice(0, 4)}`;
    const last = `${w.shortDay(until)}${year}`;
    return from === until ? last : t('exceptions.short-period', { from: w.shortDay(from), until: last });
  };
  const what = (exception: StoredException) => t(`exceptions.what.${whatOf(exception)}`);
  /** The hours of each day, and for extra hours where and how. */
  const details = (exception: StoredException) => {
    const { from, until } = exception;
    if (from === null || until === null) return t('exceptions.whole-days');
    if (exception.kind === 'absence') return hours(from, until);
    const modalities = exception.modalities.map((one) => t(`exceptions.modality.${one}`)).join(', ');
    return t('exceptions.extra-details', {
      hours: hours(from, until),
      location: place(exception.location),
      modalities,
    });
  };
  const line = (exception: StoredException) =>
    t('exceptions.line', {
      what: what(exception),
      period: period(exception.dateFrom, exception.dateUntil),
      details: details(exception),
    });
  const rule = ({ weekday, from, until, location }: WeeklyRule) =>
    t('exceptions.rule-line', {
      // 5 January 2026 is a Monday.
      day: w.dayOfDate(addDays('2026-01-04', weekday)).split(' ')[0] ?? '',
      hours: hours(from, until),
      location: place(location),
    });
  return { period, shortPeriod, what, details, line, rule };
}

export const whatOf = (exception: StoredException): ExceptionWhat =>
  exception.kind === 'extra' ? 'extra' : exception.reason;

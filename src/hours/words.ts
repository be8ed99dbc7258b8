import type { Timetable } from '#server/availability/weekly.ts';
import { addDays, mondayOf } from '#server/kernel/time.ts';
import type { Location } from '#server/roster/types.ts';
import type { WeeklyRule } from '#server/slots/types.ts';
import { dayNumber, isoWeekNumber } from '#server/slots/wallTime.ts';
import { wording } from '#ui/wording.ts';
import { texts } from '../content/texts.ts';
import { dayText } from './dayTexts.ts';
import { kindsOf, weekHours } from './draft.ts';
import { modalityWords } from './previewView.ts';

const t = texts();
const w = wording('nl');

/** `1 december 2026` */
export const dateWords = (date: string) => w.dateOfDate(date).replace(/^\S+ /, '');

/** From when a timetable holds, until when, and how many hours a week it has. */
export function timetableWords({ from, until, parts }: Timetable, today: string) {
  const hours = kindsOf(parts).map((kind) => weekHours(parts, kind).toLocaleString('nl-NL'));
  const [every = '0', odd] = hours;
  return {
    title: from <= today ? t('hours.table.now') : t('hours.table.from', { date: dateWords(from) }),
    until: until === null ? t('hours.table.open') : t('hours.table.until', { date: dateWords(until) }),
    hours:
      parts.length === 0
        ? t('hours.table.none')
        : odd === undefined
          ? t('hours.table.hours', { hours: every })
          : t('hours.table.hours-two', { even: every, odd }),
  };
}

/** One rule as a line: day, hours, place, modalities, weeks and dates. */
export function ruleWords(rule: WeeklyRule, locations: readonly Location[]): string {
  const place = locations.find(({ id }) => id === rule.location)?.name ?? rule.location;
  const dates =
    rule.validUntil === null
      ? t('hours.rule.from', { from: dateWords(rule.validFrom) })
      : t('hours.rule.between', { from: dateWords(rule.validFrom), until: dateWords(rule.validUntil) });
  return t('hours.rule', {
    day: t(dayText(rule.weekday)),
    from: rule.from,
    until: rule.until,
    place,
    modalities: modalityWords(rule.modalities),
    weeks: t(`hours.weeks.${rule.weeks}`).toLowerCase(),
    dates,
  });
}

/** The weeks that can be looked at: from this one to the last in which jongeren can book. */
export function previewWeeks(today: string, horizonDays: number) {
  const last = addDays(today, horizonDays);
  const weeks: { monday: string; label: string }[] = [];
  for (let monday = mondayOf(today); monday <= last; monday = addDays(monday, 7)) {
    const number = isoWeekNumber(dayNumber(monday));
    weeks.push({
      monday,
      label: t('hours.preview.week-of', { number, date: w.dayOfDate(monday).replace(/^\S+ /, '') }),
    });
  }
  return weeks;
}

/** Says that two odd weeks follow each other, where that happens before the horizon; else nothing. */
export function doubleOddWords(weeks: readonly { monday: string }[]): string {
  const long = weeks.find(({ monday }) => isoWeekNumber(dayNumber(monday)) === 53);
  if (!long) return '';
  return t('hours.double-odd', { from: dateWords(long.monday), until: dateWords(addDays(long.monday, 13)) });
}

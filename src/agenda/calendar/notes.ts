import type { AgendaDay } from '#server/agenda/types.ts';
import type { texts } from '../../content/texts.ts';
import { isAway } from '../isAway.ts';

type T = ReturnType<typeof texts>;

/** What is to know of a day in a few words: where somebody works, or why not. The most urgent first. */
export function notesOf(day: AgendaDay, t: T): { text: string; away: boolean }[] {
  const closed = day.closures.map(({ name, location }) => ({
    text: location === null ? t('staff.day.closed', { name }) : t('staff.day.closed-at', { name, location }),
    away: true,
  }));
  const absent = day.absences
    .filter(({ allDay }) => allDay)
    .map(({ reason }) => ({
      text: t('staff.day.absent', { reason: t(`staff.absence.${reason ?? 'anders'}`) }),
      away: true,
    }));
  const places = isAway(day) ? [] : [...new Set(day.hours.map(({ location }) => location))];
  const work = places.length > 0 || isAway(day) ? places : [t('staff.day.free')];
  const holidays = day.schoolHolidays.map((name) => t('agenda.day.school-holiday', { name }));
  return [...closed, ...absent, ...[...work, ...holidays].map((text) => ({ text, away: false }))];
}

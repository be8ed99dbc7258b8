import type { Absence, AgendaDay, AgendaItem } from '#server/agenda/types.ts';
import type { Interval } from '#server/slots/types.ts';

/** One stretch of a day as people read it: what stands in it, or what is not in it. */
export type Entry =
  | AgendaItem
  | (Interval & { kind: 'free' })
  | (Interval & { kind: 'absence'; reason: Absence['reason'] })
  /** Between two parts of a working day. */
  | (Interval & { kind: 'off' });

/** Whether nobody works at all on a day: then there is nothing to say about hours. */
export const isAway = ({ absences, closures }: AgendaDay) =>
  absences.some(({ allDay }) => allDay) || closures.some(({ location }) => location === null);

/** All of a day in order of start. What holds for the whole day is said above it, not here. */
export function entriesOf(day: AgendaDay): Entry[] {
  const { items, free, absences, hours } = day;
  const away = isAway(day);
  const entries: Entry[] = [
    ...items,
    ...free.map(({ start, end }) => ({ kind: 'free' as const, start, end })),
    ...absences
      .filter(({ allDay }) => !allDay)
      .map(({ start, end, reason }) => ({ kind: 'absence' as const, start, end, reason })),
    ...(away ? [] : breaks(hours)),
  ];
  return entries.sort((a, b) => a.start - b.start);
}

function breaks(hours: AgendaDay['hours']): Entry[] {
  let until: number | null = null;
  const found: Entry[] = [];
  for (const { start, end } of hours) {
    if (until !== null && until < start) found.push({ kind: 'off', start: until, end: start });
    until = Math.max(until ?? end, end);
  }
  return found;
}

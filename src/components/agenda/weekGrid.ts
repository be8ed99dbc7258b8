import type { AgendaDay, AgendaItem } from '../../../server/agenda/types.ts';
import { offsetAt } from '../../../server/time.ts';

export interface GridCell {
  hour: number;
  /** Whether the casemanager works in some part of this hour. */
  working: boolean;
  items: AgendaItem[];
}

export interface WeekGrid {
  hours: number[];
  columns: { day: AgendaDay; cells: GridCell[] }[];
}

const hourMs = 3_600_000;
const workday = { first: 9, last: 16 };
const hourOf = (epochMs: number) => new Date(epochMs + offsetAt(epochMs)).getUTCHours();

/**
 * A week as columns of hours on the clock of the gemeente: as many hours as anything happens in, at least a
 * working day; Saturday and Sunday only when there is something on them. What shares an hour stands in one cell.
 */
export function weekGrid(days: readonly AgendaDay[]): WeekGrid {
  const shown = days.filter((day, index) => index < 5 || day.items.length > 0 || day.hours.length > 0);
  const starts = shown.flatMap(({ hours, items }) => [...hours, ...items].map(({ start }) => hourOf(start)));
  const ends = shown.flatMap(({ hours, items }) => [...hours, ...items].map(({ end }) => hourOf(end - 1)));
  const first = Math.min(workday.first, ...starts);
  const last = Math.max(workday.last, ...ends);
  const hours = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return { hours, columns: shown.map((day) => ({ day, cells: cellsOf(day, hours) })) };
}

function cellsOf(day: AgendaDay, hours: readonly number[]): GridCell[] {
  const worked = new Set<number>();
  const free = day.absences.some((absence) => absence.hours === null) || closed(day);
  if (!free) {
    for (const { start, end } of day.hours) {
      for (let at = start; at < end; at += hourMs) worked.add(hourOf(at));
      worked.add(hourOf(end - 1));
    }
  }
  return hours.map((hour) => ({
    hour,
    working: worked.has(hour),
    items: day.items.filter(({ start }) => hourOf(start) === hour),
  }));
}

const closed = (day: AgendaDay) => day.closures.some(({ location }) => location === null);

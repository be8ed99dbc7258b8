import type { AgendaDay } from '#server/agenda/types.ts';
import { offsetAt } from '#server/kernel/time.ts';
import { type Entry, entriesOf, isAway } from './entries.ts';

export interface GridCell {
  hour: number;
  /** Whether the casemanager works in some part of this hour. */
  working: boolean;
  entries: Entry[];
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
  // Absence may begin long before work does.
  const spans = shown.flatMap(({ hours, items }) => [...hours, ...items]);
  const first = Math.min(workday.first, ...spans.map(({ start }) => hourOf(start)));
  const last = Math.max(workday.last, ...spans.map(({ end }) => hourOf(end - 1)));
  const hours = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return { hours, columns: shown.map((day) => ({ day, cells: cellsOf(day, hours) })) };
}

function cellsOf(day: AgendaDay, hours: readonly number[]): GridCell[] {
  const worked = new Set<number>();
  if (!isAway(day)) {
    for (const { start, end } of day.hours) {
      for (let at = start; at < end; at += hourMs) worked.add(hourOf(at));
      worked.add(hourOf(end - 1));
    }
  }
  const first = hours[0] ?? 0;
  const last = hours.at(-1) ?? 0;
  const entries = Map.groupBy(entriesOf(day), ({ start }) => Math.min(Math.max(hourOf(start), first), last));
  return hours.map((hour) => ({ hour, working: worked.has(hour), entries: entries.get(hour) ?? [] }));
}

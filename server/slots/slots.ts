import { FreeTable } from './freeTable.ts';
import type { Modality } from './schema.ts';
import { StartGrid } from './startGrid.ts';
import { buffersOf } from './travel.ts';
import type { CasemanagerAvailability, Closure, Interval, Slot, SlotQuery } from './types.ts';
import { dayIndexOf, dayNumber, dayOf, minuteMs, type WallDay, wallDays } from './wallTime.ts';
import { absences, closedAt, joined, onDay, workPeriods, worksOn } from './windows.ts';

/** A place and a way to meet: what the slots of one start differ in. */
interface Column {
  location: string;
  modality: Modality;
}

/**
 * All times in the asked period that at least one casemanager can take, in order of start, location and
 * modality. Pure: it reads no clock, changes nothing that it is given, and the order of rules, exceptions,
 * closures and busy intervals does not matter. All instants given must be whole milliseconds.
 *
 * A slot lies wholly within working hours; its buffers, or the travel, need only be free of busy time. It costs linear
 * time in days × casemanagers + busy intervals: each condition marks a run of starts on one shared grid, once for each
 * length of travel.
 */
export function computeSlots(
  query: SlotQuery,
  casemanagers: readonly CasemanagerAvailability[],
  closures: readonly Closure[],
): Slot[] {
  const { window, topic } = query;
  const today = dayOf(window.now);
  const first = Math.max(dayNumber(query.from), today);
  const last = Math.min(dayNumber(query.to), today + window.horizonDays);
  if (last < first) return [];
  const duration = topic.durationMinutes * minuteMs;
  // A slot may run past midnight, so what happens on the days after the last one counts too.
  const days = wallDays(first, last + 1 + Math.floor(topic.durationMinutes / (23 * 60)));
  const grid = new StartGrid(days.slice(0, last - first + 1), topic.gridMinutes);

  const columns = columnsOf(query, casemanagers);
  const free = new FreeTable(grid.starts.length, columns.length, casemanagers);
  const taken = new Uint8Array(grid.starts.length);
  const kinds = byBuffers(query, columns);
  casemanagers.forEach((casemanager, row) => {
    const windows = windowsPerColumn(casemanager, columns, days);
    for (const { before, after, among } of kinds) {
      if (among.every((column) => windows[column]?.length === 0)) continue;
      markTaken(taken, { before, after, duration }, casemanager, days, grid);
      for (const column of among) {
        for (const { start, end } of joined(windows[column] ?? [])) {
          free.mark(row, column, grid.atOrAfter(start), grid.atOrAfter(end - duration + 1), taken);
        }
      }
    }
  });

  const closed = closedStarts(columns, closures, days, grid, duration);
  const slots: Slot[] = [];
  const earliest = grid.atOrAfter(window.now + window.noticeMinutes * minuteMs);
  for (let index = earliest; index < grid.starts.length; index++) {
    const start = grid.starts[index] ?? 0;
    columns.forEach(({ location, modality }, column) => {
      const ids = closed[column]?.[index] ? null : free.idsAt(index, column);
      if (ids) slots.push({ start, end: start + duration, location, modality, casemanagers: ids });
    });
  }
  return slots;
}

/** How long (ms) a slot takes of who has it, with what is kept free around it. */
interface Taking {
  before: number;
  after: number;
  duration: number;
}

/** The columns by their buffers (ms): as many kinds as there are lengths of travel. */
function byBuffers({ window, topic }: SlotQuery, columns: readonly Column[]) {
  const kinds: { before: number; after: number; among: number[] }[] = [];
  columns.forEach(({ modality }, column) => {
    const buffers = buffersOf(topic, window.travelMinutes, modality);
    const before = buffers.before * minuteMs;
    const after = buffers.after * minuteMs;
    const known = kinds.find((kind) => kind.before === before && kind.after === after);
    if (known) known.among.push(column);
    else kinds.push({ before, after, among: [column] });
  });
  return kinds;
}

/** Marks with 1 each start at which a casemanager is busy or absent, or that is on a day that is full. */
function markTaken(
  taken: Uint8Array,
  { before, after, duration }: Taking,
  casemanager: CasemanagerAvailability,
  days: readonly WallDay[],
  grid: StartGrid,
): void {
  taken.fill(0);
  for (const absence of absences(casemanager, days)) markOverlap(taken, grid, absence, 0, duration);
  for (const busy of casemanager.busy) markOverlap(taken, grid, busy, before, duration + after);
  if (casemanager.booked.length < casemanager.dailyMaximum) return;
  // A plain array: an ArrayBuffer per casemanager costs the collector dearly when the machine is busy.
  const bookedOn = grid.days.map(() => 0);
  for (const start of casemanager.booked) {
    const index = dayIndexOf(grid.days, start);
    const count = bookedOn[index];
    if (count !== undefined) bookedOn[index] = count + 1;
  }
  bookedOn.forEach((count, i) => {
    if (count >= casemanager.dailyMaximum) taken.fill(1, grid.firstOfDay[i], grid.firstOfDay[i + 1]);
  });
}

/** Marks the starts `t` for which `[t - before, t + after)` overlaps an interval. */
function markOverlap(
  taken: Uint8Array,
  grid: StartGrid,
  { start, end }: Interval,
  before: number,
  after: number,
) {
  if (end <= start) return;
  const until = end + before;
  // Mostly a handful of starts: stepping over them is cheaper than looking up where they end.
  for (let at = grid.atOrAfter(start - after + 1); (grid.starts[at] ?? Infinity) < until; at++) taken[at] = 1;
}

/** The working hours of a casemanager that count for each column, not yet joined. */
function windowsPerColumn(
  casemanager: CasemanagerAvailability,
  columns: readonly Column[],
  days: readonly WallDay[],
): Interval[][] {
  const windows: Interval[][] = columns.map(() => []);
  const periods = workPeriods(casemanager, days).map((period) => ({
    period,
    lists: windows.filter((_, i) => {
      const column = columns[i];
      return (
        column?.location === period.location &&
        period.modalities.includes(column.modality) &&
        casemanager.modalities.includes(column.modality)
      );
    }),
  }));
  for (const day of days) {
    for (const { period, lists } of periods) {
      if (!worksOn(period, day)) continue;
      const window = onDay(day, period);
      for (const list of lists) list.push(window);
    }
  }
  return windows;
}

/** The columns that are asked for and that somebody ever offers, in the order of the answer. */
function columnsOf(query: SlotQuery, casemanagers: readonly CasemanagerAvailability[]): Column[] {
  const offered = new Map<string, Set<Modality>>();
  for (const { rules, exceptions, modalities } of casemanagers) {
    for (const work of [...rules, ...exceptions]) {
      if (!('location' in work)) continue; // An absence.
      if (query.location !== undefined && query.location !== work.location) continue;
      const here = offered.get(work.location) ?? new Set();
      offered.set(work.location, here);
      for (const modality of work.modalities) {
        if (query.modality !== undefined && query.modality !== modality) continue;
        if (modalities.includes(modality)) here.add(modality);
      }
    }
  }
  return [...offered.keys()]
    .sort()
    .flatMap((location) =>
      [...(offered.get(location) ?? [])].sort().map((modality) => ({ location, modality })),
    );
}

/** Per column the starts, marked with 1, whose slot touches a closure. */
function closedStarts(
  columns: readonly Column[],
  closures: readonly Closure[],
  days: readonly WallDay[],
  grid: StartGrid,
  duration: number,
): Uint8Array[] {
  const perLocation = new Map<string, Uint8Array>();
  return columns.map(({ location }) => {
    const known = perLocation.get(location);
    if (known) return known;
    const closed = new Uint8Array(grid.starts.length);
    for (const interval of closedAt(location, closures, days))
      markOverlap(closed, grid, interval, 0, duration);
    perLocation.set(location, closed);
    return closed;
  });
}

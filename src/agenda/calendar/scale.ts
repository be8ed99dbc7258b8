import type { Interval } from '#server/slots/types.ts';
import { dayNumber, instantOf, minuteMs, type WallDay, wallDays, wallMs } from '#server/slots/wallTime.ts';

/** The part of each day that a calendar draws: a whole number of hours from a whole hour on the clock. */
export interface Scale {
  /** The hour on the clock at the top, 0 to 23. */
  from: number;
  /** How many hours long; on the days when the clock moves these are hours that pass, not hours of the clock. */
  hours: number;
}

/** One day on a scale. Positions on it are minutes that passed since its top, so that each minute is as high. */
export interface DayScale {
  /** Epoch ms of its top and of its foot. */
  top: number;
  foot: number;
  /** What the clock says at each whole hour from the top, `08:00`. */
  labels: string[];
}

/** The hours that are always drawn. */
const usual = { from: 8, until: 18 };
const hourMs = 60 * minuteMs;
const pad = (value: number) => String(value).padStart(2, '0');

function wallDay(date: string): WallDay {
  const number = dayNumber(date);
  const [day] = wallDays(number, number);
  if (!day) throw new Error(`expected a day for ${date}`);
  return day;
}

/**
 * One scale for some days beside each other: 08:00 to 18:00, and more where something that must be in sight begins
 * earlier or ends later. `spans` begin on the date of their day.
 */
export function scaleOf(days: readonly { date: string; spans: readonly Interval[] }[]): Scale {
  const walls = days.map(({ date, spans }) => ({ wall: wallDay(date), spans }));
  const starts = walls.flatMap(({ wall, spans }) =>
    spans.map(({ start }) => Math.floor(wallMs(wall, Math.max(start, wall.start)) / hourMs)),
  );
  const from = Math.max(0, Math.min(usual.from, ...starts));
  const ends = walls.flatMap(({ wall, spans }) => {
    const top = instantOf(wall, from * 60);
    return spans.map(({ end }) => Math.ceil((end - top) / hourMs));
  });
  return { from, hours: Math.max(usual.until - from, ...ends) };
}

/** A day as it lies on a scale. */
export function dayScale({ from, hours }: Scale, date: string): DayScale {
  const wall = wallDay(date);
  const top = instantOf(wall, from * 60);
  const labels = Array.from({ length: hours }, (_, index) => {
    const at = wallMs(wall, top + index * hourMs);
    return `${pad(Math.floor(at / hourMs) % 24)}:00`;
  });
  return { top, foot: top + hours * hourMs, labels };
}

/** The labels of a day on which the clock does not move. */
export const usualLabels = ({ from, hours }: Scale): string[] =>
  Array.from({ length: hours }, (_, index) => `${pad((from + index) % 24)}:00`);

/** Where an instant lies: whole minutes below the top, negative above it. */
export const minutesAt = ({ top }: DayScale, instant: number): number =>
  Math.round((instant - top) / minuteMs);

/** The part of a stretch that lies on the scale; null when none of it does. */
export function clip({ top, foot }: DayScale, { start, end }: Interval): Interval | null {
  const part = { start: Math.max(start, top), end: Math.min(end, foot) };
  return part.start < part.end ? part : null;
}

/** The stretches of the scale that none of these cover, in order: what is no working time. */
export function gaps({ top, foot }: DayScale, covered: readonly Interval[]): Interval[] {
  const found: Interval[] = [];
  let from = top;
  for (const { start, end } of [...covered].sort((a, b) => a.start - b.start)) {
    if (start > from) found.push({ start: from, end: Math.min(start, foot) });
    from = Math.max(from, end);
    if (from >= foot) return found;
  }
  found.push({ start: from, end: foot });
  return found;
}

import { readTime } from '#server/kernel/readTime.ts';
import type { Modality, WeekParity } from '#server/slots/schema.ts';

/** A part of the week as it stands in the form; the key names its fields. */
export interface DraftPart {
  key: number;
  /** ISO weekday. */
  weekday: number;
  weeks: WeekParity;
  /** `09:00`, or whatever was typed. */
  from: string;
  until: string;
  location: string;
  modalities: Modality[];
}

/** A week that is being changed. It lives in the form: with each button it is sent, and shown again. */
export interface Draft {
  /** The dates between which it holds, as they were typed. */
  from: string;
  /** Empty for no end. */
  until: string;
  parts: DraftPart[];
  /** What to show an example of: a topic, and the Monday of a week. */
  topic: string;
  week: string;
  /** Of the hours on the page when the form was first made. */
  version: number;
}

/** What a new part begins with where there is none to learn from. */
export type PartDefaults = Pick<DraftPart, 'location' | 'modalities'>;

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
const workdays = [1, 2, 3, 4, 5];

/** What a button of the form does to the draft, as it stands in the value of the button. */
export type DraftAction =
  | { kind: 'add'; weekday: number }
  | { kind: 'remove'; key: number }
  | { kind: 'copy'; weekday: number; to: number | 'workdays' }
  | { kind: 'same'; weeks: 'even' | 'oneven' };

/** The parts after a button was pressed. */
export function applyAction(
  parts: readonly DraftPart[],
  action: DraftAction,
  defaults: PartDefaults,
): DraftPart[] {
  switch (action.kind) {
    case 'add':
      return [...parts, newPart(parts, action.weekday, defaults)];
    case 'remove':
      return parts.filter(({ key }) => key !== action.key);
    case 'copy':
      return copyDay(parts, action.weekday, action.to === 'workdays' ? workdays : [action.to]);
    case 'same':
      return parts
        .filter(({ weeks }) => weeks === 'alle' || weeks === action.weeks)
        .map((part) => (part.weeks === 'alle' ? part : { ...part, weeks: 'alle' }));
  }
}

/** A key that no part has yet. */
export const freeKey = (parts: readonly DraftPart[]) => Math.max(-1, ...parts.map(({ key }) => key)) + 1;

/** The next part of a day: in the morning, or after a break behind the last. */
function newPart(parts: readonly DraftPart[], weekday: number, defaults: PartDefaults): DraftPart {
  const today = parts.filter((part) => part.weekday === weekday);
  const last = today.toSorted((a, b) => (a.until < b.until ? -1 : 1)).at(-1);
  const { location, modalities } = last ?? parts.at(-1) ?? defaults;
  const start = last && last.until < '20:00' ? minutes(last.until) + 30 : last ? 20 * 60 : 9 * 60;
  const hours = { from: time(start), until: time(Math.min(start + 180, 23 * 60)) };
  return { key: freeKey(parts), weekday, weeks: 'alle', ...hours, location, modalities: [...modalities] };
}

function copyDay(parts: readonly DraftPart[], weekday: number, to: readonly number[]): DraftPart[] {
  const source = parts.filter((part) => part.weekday === weekday);
  const targets = to.filter((day) => day !== weekday);
  let key = freeKey(parts);
  const copies = targets.flatMap((day) =>
    source.map((part) => ({ ...part, key: key++, weekday: day, modalities: [...part.modalities] })),
  );
  return [...parts.filter((part) => !targets.includes(part.weekday)), ...copies];
}

/** Minutes since midnight of a time as it is typed; not a number for what is no time. */
export function minutes(text: string): number {
  const [hours, rest] = readTime(text)?.split(':') ?? [];
  return Number(hours) * 60 + Number(rest);
}

/** `09:30` of minutes since midnight. */
export function time(total: number): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${pad(Math.floor(total / 60))}:${pad(total % 60)}`;
}

/**
 * Where each day from Monday to Sunday begins, and where the last one ends, as parts of the width of a week: a weekend in
 * which nobody works takes half the room.
 */
export function dayEdges(parts: readonly Pick<DraftPart, 'weekday'>[]): number[] {
  const weekend = parts.some(({ weekday }) => weekday > 5) ? 1 : 0.5;
  const whole = 5 + 2 * weekend;
  return [...weekdays.map((day) => Math.min(day - 1, 5 + (day - 6) * weekend) / whole), 1];
}

/** The kinds of weeks that look different; one kind when all weeks are the same. */
export function kindsOf(parts: readonly Pick<DraftPart, 'weeks'>[]): WeekParity[] {
  return parts.some(({ weeks }) => weeks !== 'alle') ? ['even', 'oneven'] : ['alle'];
}

/** Hours a week in one kind of weeks, rounded to quarters. */
export function weekHours(
  parts: readonly Pick<DraftPart, 'weeks' | 'from' | 'until'>[],
  kind: WeekParity,
): number {
  const total = parts
    .filter(({ weeks }) => weeks === 'alle' || weeks === kind)
    .reduce((sum, { from, until }) => sum + Math.max(0, minutes(until) - minutes(from) || 0), 0);
  return Math.round(total / 15) / 4;
}

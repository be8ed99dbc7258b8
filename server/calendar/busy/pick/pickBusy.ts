import type { Interval } from '#server/slots/types.ts';
import { joined } from '#server/slots/windows.ts';
import type { BusyQuestion, Picked } from '../source.ts';
import { expand, type Override, overrideOf } from './expand.ts';
import { type CalendarEvent, readEvent } from './readEvent.ts';
import { type Parts, splitCalendar } from './splitCalendar.ts';
import { takesTime } from './takesTime.ts';
import { createZones } from './zones.ts';

export type PickQuestion = Pick<
  BusyQuestion,
  'window' | 'me' | 'countsTentative' | 'countsAllDay' | 'written'
>;

export type PickResult =
  | { ok: true; picked: Picked }
  | { ok: false; fault: 'no-calendar' | 'cut-off' | 'too-much' };

/** Watches over events that could keep a library busy for ever. */
export interface Watch {
  /** Numbers of events that did so before: they are left out. */
  skip: ReadonlySet<number>;
  /** Told which event comes now. */
  at(event: number): void;
}

/** Stretches that one calendar can have in a window: more is no agenda of a person. */
const mostStretches = 5000;
const mostEvents = 100_000;
/** Events are numbered over all texts. */
const ours = /@doorstart$/;
/** How every UID begins that Exchange makes ([MS-OXOCAL] 2.2.1.27): what we write by Graph comes back with one of those. */
const ofExchange = /^040000008200e00074c5b7101a82e008/;

/**
 * Picks out of calendars (iCalendar, RFC 5545) when somebody is busy. What is ours already, is free, or cannot be read is left
 * out; the last is counted. Pure.
 */
export function pickBusy(
  texts: readonly string[],
  question: PickQuestion,
  { skip, at }: Watch = { skip: new Set(), at: () => {} },
): PickResult {
  const all: Interval[] = [];
  const unknownZones = new Set<string>();
  let leftOut = 0;
  let first = 0;
  for (const text of texts) {
    const parts = splitCalendar(text.replace(/^\uFEFF/, '').trimStart());
    if (!parts) return { ok: false, fault: 'no-calendar' };
    if (!parts.isWhole) return { ok: false, fault: 'cut-off' };
    if (first + parts.events.length > mostEvents) return { ok: false, fault: 'too-much' };
    const base = first;
    const found = pickOf(parts, question, {
      isLeftOut: (index) => skip.has(base + index),
      at: (i) => at(base + i),
    });
    first += parts.events.length;
    leftOut += found.leftOut;
    for (const name of found.unknownZones) unknownZones.add(name);
    for (const one of found.intervals) all.push(one);
  }
  const { window } = question;
  const intervals = joined(
    all.map(({ start, end }) => ({ start: Math.max(start, window.start), end: Math.min(end, window.end) })),
  ).filter(({ start, end }) => start < end);
  if (intervals.length > mostStretches) return { ok: false, fault: 'too-much' };
  return { ok: true, picked: { intervals, leftOut, unknownZones: [...unknownZones] } };
}

interface Series {
  events: { index: number; event: CalendarEvent; isOverride: boolean }[];
  overrides: Override[];
}

function pickOf(
  { events, zones: described, name }: Parts,
  question: PickQuestion,
  watch: { isLeftOut(index: number): boolean; at(index: number): void },
): Picked {
  const zones = createZones(described);
  const counts = { ...question, me: name.includes('@') ? [...question.me, name.toLowerCase()] : question.me };
  const written = new Set(question.written?.map(({ start, end }) => `${start} ${end}`));
  const isWritten = ({ uid }: CalendarEvent, { start, end }: Interval) =>
    ofExchange.test(uid) && written.has(`${start} ${end}`);
  let leftOut = 0;
  const series = new Map<string, Series>();
  events.forEach((text, index) => {
    watch.at(index);
    try {
      if (watch.isLeftOut(index)) throw new Error('expected an end of it');
      const event = readEvent(text, zones);
      if (ours.test(event.uid)) return;
      const uid = event.uid || `without ${index}`;
      const of = series.get(uid) ?? { events: [], overrides: [] };
      series.set(uid, of);
      const override = overrideOf(event, zones);
      if (override) of.overrides.push(override);
      of.events.push({ index, event, isOverride: override !== null });
    } catch {
      leftOut += 1;
    }
  });
  const intervals: Interval[] = [];
  for (const { events: ofSeries, overrides } of series.values()) {
    for (const { index, event, isOverride } of ofSeries) {
      if (!takesTime(event, counts)) continue;
      watch.at(index);
      // An override stands by itself: its series leaves out what it replaces.
      const others = isOverride ? [] : overrides;
      try {
        for (const one of expand(event, others, { window: question.window, zones }))
          if (!isWritten(event, one)) intervals.push(one);
      } catch {
        leftOut += 1;
      }
    }
  }
  return { intervals, leftOut, unknownZones: zones.unknown() };
}

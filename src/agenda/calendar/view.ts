import type { Absence, AgendaAppointment, AgendaDay, AgendaItem } from '#server/agenda/types.ts';
import { isHomeVisit } from '#server/slots/rules.ts';
import type { Interval } from '#server/slots/types.ts';
import { minuteMs } from '#server/slots/wallTime.ts';
import { isAway } from '../isAway.ts';
import { bandClass, layOut } from './lanes.ts';
import { placeClass } from './place.ts';
import { clip, type DayScale, dayScale, gaps, minutesAt, type Scale, scaleOf, usualLabels } from './scale.ts';

/** What lies behind the entries of a day, as wide as its column. */
export type Band = Interval & { place: string } & (
    | { kind: 'off' /** Before, after or without any work. */; edge: boolean }
    | { kind: 'absence'; reason: Absence['reason']; allDay: boolean }
    | { kind: 'closed'; name: string }
    | { kind: 'elsewhere' }
    | { kind: 'free' /** It is high enough to press. */; open: boolean }
    | { kind: 'travel' }
  );

/** An entry of a day with the classes of its place. */
export type Placed = AgendaItem & {
  place: string;
  /** The first name of the colleague whose entry it is, laid over the day of somebody else. */
  of: string | null;
};

/** A day of somebody, and what colleagues do on it where they are laid over it. */
export interface DayOf {
  day: AgendaDay;
  who: string;
  over?: readonly { firstName: string; items: readonly AgendaItem[] }[];
}

export interface CalendarColumn {
  day: AgendaDay;
  /** The casemanager whose day it is. */
  who: string;
  scale: DayScale;
  /** The hours on the clock, where they are not those of other days: on a night when the clock moves. */
  ownLabels: string[] | null;
  /** Bands and entries in order of time, as they are read out. */
  blocks: (Band | Placed)[];
  /** Afspraken that stand. */
  standing: number;
  /** Afspraken that were called off and are folded away. */
  folded: AgendaAppointment[];
  /** The classes of the line of now; null when now is not on it. */
  now: string | null;
}

export interface Calendar {
  scale: Scale;
  labels: string[];
  columns: CalendarColumn[];
  folded: number;
  /** The classes of now on the scale; null when no column has it. */
  now: string | null;
}

/** Less time than this is too low a target between two entries (WCAG 2.2, 2.5.8: 24 px); an hour is at least 56 px. */
const pressable = 30 * minuteMs;

interface Options {
  /** Epoch ms. */
  now: number;
  /** What was called off is in sight too. */
  cancelled: boolean;
}

const standsIn = (item: AgendaItem) => item.kind === 'hold' || item.status === 'booked';

/** The hours beside the columns: as on most days, but on a night when the clock moves, when all columns are of that night. */
function labelsOf(scale: Scale, dates: readonly string[]): string[] {
  const [date, ...others] = new Set(dates);
  return date === undefined || others.length > 0 ? usualLabels(scale) : dayScale(scale, date).labels;
}

/** Days of one or more people as columns on one scale. */
export function calendarOf(days: readonly DayOf[], { now, cancelled }: Options): Calendar {
  const shown = days.map(({ day, who, over = [] }) => ({
    day,
    who,
    items: cancelled ? day.items : day.items.filter(standsIn),
    ofOthers: over.flatMap(({ firstName, items }) =>
      items.filter(standsIn).map((item) => ({ ...item, of: firstName })),
    ),
  }));
  // Absence may begin long before work does.
  const scale = scaleOf(
    shown.map(({ day, items, ofOthers }) => ({
      date: day.date,
      spans: [...(isAway(day) ? [] : day.hours), ...items, ...ofOthers],
    })),
  );
  const labels = labelsOf(
    scale,
    shown.map(({ day }) => day.date),
  );
  const columns = shown.map(({ day, who, items, ofOthers }): CalendarColumn => {
    const own = dayScale(scale, day.date);
    const entries = layOut(own, [...items.map((item) => ({ ...item, of: null })), ...ofOthers]);
    const placed = entries.map(({ entry, place }): Placed => ({ ...entry, place: placeClass(place) }));
    const blocks = [...bandsOf(own, day), ...travelOf(own, items), ...placed].sort(
      (a, b) => a.start - b.start,
    );
    return {
      day,
      who,
      scale: own,
      ownLabels: own.labels.join() === labels.join() ? null : own.labels,
      blocks,
      standing: items.filter((item) => item.kind === 'appointment' && item.status === 'booked').length,
      folded: day.items.filter((item) => item.kind === 'appointment').filter((item) => !items.includes(item)),
      now: own.top <= now && now < own.foot ? nowClass(own, now) : null,
    };
  });
  return {
    scale,
    labels,
    columns,
    folded: columns.reduce((sum, column) => sum + column.folded.length, 0),
    now: columns.find((column) => column.now !== null)?.now ?? null,
  };
}

/** Monday to Friday, and a day of the weekend that holds something, or on demand all seven. */
export const daysInSight = (days: readonly AgendaDay[], all: boolean): AgendaDay[] =>
  days.filter((day, index) => all || index < 5 || day.items.some(standsIn) || day.hours.length > 0);

const nowClass = (scale: DayScale, now: number) =>
  placeClass({ at: minutesAt(scale, now), length: 0, lane: 0, lanes: 1 });

function bandsOf(scale: DayScale, day: AgendaDay): Band[] {
  const place = (part: Interval) => bandClass(scale, part);
  const onScale = (part: Interval) => {
    const clipped = clip(scale, part);
    return clipped ? [{ ...clipped, place: place(clipped) }] : [];
  };
  const whole = { start: scale.top, end: scale.foot };
  const closed = day.closures.find(({ location }) => location === null);
  if (closed) return [{ kind: 'closed', name: closed.name, ...whole, place: place(whole) }];
  const off = gaps(scale, isAway(day) ? [whole] : day.hours).flatMap((part): Band[] => {
    const edge = part.start === scale.top || part.end === scale.foot;
    return onScale(part).map((shown) => ({ kind: 'off', edge, ...shown }));
  });
  const absences = day.absences.flatMap(({ reason, allDay, start, end }): Band[] =>
    onScale({ start, end }).map((shown) => ({ kind: 'absence', reason, allDay, ...shown })),
  );
  const elsewhere = day.elsewhere.flatMap((part): Band[] =>
    onScale(part).map((shown) => ({ kind: 'elsewhere', ...shown })),
  );
  const free = day.free.flatMap((part): Band[] =>
    onScale(part).map((shown) => ({ kind: 'free', open: shown.end - shown.start >= pressable, ...shown })),
  );
  return [...off, ...absences, ...elsewhere, ...free];
}

/** What is kept free around home visits that stand: who goes there is on the way. */
function travelOf(scale: DayScale, items: readonly AgendaItem[]): Band[] {
  const trips = items
    .filter((item) => standsIn(item) && isHomeVisit(item.modality))
    .flatMap(({ start, end, busy }) => [
      { start: busy.start, end: start },
      { start: end, end: busy.end },
    ]);
  return trips.flatMap((trip): Band[] => {
    const shown = clip(scale, trip);
    return shown ? [{ kind: 'travel', ...shown, place: bandClass(scale, shown) }] : [];
  });
}

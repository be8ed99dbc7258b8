import { modalities } from '#db/schema/words.ts';
import type { Modality } from '#server/slots/schema.ts';
import type { CasemanagerAvailability, Closure, Slot, SlotQuery } from '#server/slots/types.ts';

const zone = 'Europe/Amsterdam';
const minute = 60_000;

/**
 * What `computeSlots` must answer, found slowly: each minute of the asked dates is looked at through Temporal
 * and each condition is checked as it is written, minute by minute. Times of the scenario must be whole minutes.
 */
export function oracleSlots(
  query: SlotQuery,
  casemanagers: readonly CasemanagerAvailability[],
  closures: readonly Closure[],
): Slot[] {
  const dates = datesFrom(query.from, Temporal.PlainDate.from(query.to).add({ days: 3 }).toString());
  const agendas = casemanagers.map((casemanager) => ({ casemanager, agenda: agendaOf(casemanager, dates) }));
  const locations = [...new Set(agendas.flatMap(({ agenda }) => agenda.locations))].sort();
  const slots: Slot[] = [];
  for (const start of minutesAsked(query)) {
    const end = start + query.topic.durationMinutes * minute;
    const minutes = range(start, end);
    const date = dateAt(start);
    for (const location of locations) {
      if (query.location !== undefined && query.location !== location) continue;
      for (const modality of [...modalities].sort()) {
        if (query.modality !== undefined && query.modality !== modality) continue;
        const free = agendas.filter(
          ({ casemanager, agenda }) =>
            minutes.every((at) => agenda.working.get(`${location} ${modality}`)?.has(at)) &&
            !minutes.some((at) => agenda.absent.has(at)) &&
            !isBusy(casemanager, query, modality, start, end) &&
            bookedOn(casemanager, date) < casemanager.dailyMaximum,
        );
        if (free.length === 0) continue;
        if (minutes.some((at) => closures.some((closure) => isClosed(closure, location, at)))) continue;
        const ids = free.map(({ casemanager }) => casemanager.id);
        slots.push({ start, end, location, modality, casemanagers: ids });
      }
    }
  }
  return slots;
}

/** Each minute of the asked dates that is on the grid and that the gemeente's rules allow. */
function minutesAsked({ from, to, topic, window }: SlotQuery): number[] {
  const today = Temporal.PlainDate.from(dateAt(window.now));
  const lastDate = today.add({ days: window.horizonDays }).toString();
  const end = Temporal.PlainDate.from(to).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
  return range(instant(from, '00:00'), end).filter((at) => {
    const wall = zoned(at);
    return (
      (wall.hour * 60 + wall.minute) % topic.gridMinutes === 0 &&
      at >= window.now + window.noticeMinutes * minute &&
      wall.toPlainDate().toString() <= lastDate
    );
  });
}

interface Agenda {
  locations: string[];
  /** The minutes worked, by location and modality with a space between. */
  working: Map<string, Set<number>>;
  absent: Set<number>;
}

function agendaOf(casemanager: CasemanagerAvailability, dates: readonly string[]): Agenda {
  const agenda: Agenda = { locations: [], working: new Map(), absent: new Set() };
  const work = (minutes: number[], location: string, ways: readonly Modality[]) => {
    agenda.locations.push(location);
    for (const modality of ways) {
      if (!casemanager.modalities.includes(modality)) continue;
      const key = `${location} ${modality}`;
      agenda.working.set(key, new Set([...(agenda.working.get(key) ?? []), ...minutes]));
    }
  };
  for (const date of dates) {
    for (const rule of casemanager.rules) {
      const { dayOfWeek, weekOfYear = 0 } = Temporal.PlainDate.from(date);
      if (rule.weekday !== dayOfWeek) continue;
      if (rule.weeks !== 'alle' && rule.weeks !== (weekOfYear % 2 === 0 ? 'even' : 'oneven')) continue;
      if (date < rule.validFrom || (rule.validUntil !== null && date > rule.validUntil)) continue;
      work(range(instant(date, rule.from), instant(date, rule.until)), rule.location, rule.modalities);
    }
    for (const exception of casemanager.exceptions) {
      if (date < exception.dateFrom || date > exception.dateUntil) continue;
      const minutes = range(
        instant(date, exception.from ?? '00:00'),
        instant(date, exception.until ?? '24:00'),
      );
      if (exception.kind === 'extra') work(minutes, exception.location, exception.modalities);
      else for (const at of minutes) agenda.absent.add(at);
    }
  }
  return agenda;
}

function isBusy(
  casemanager: CasemanagerAvailability,
  { topic, window }: SlotQuery,
  modality: Modality,
  start: number,
  end: number,
): boolean {
  const travel = window.travelMinutes[modality] ?? 0;
  return casemanager.busy.some((busy) =>
    range(busy.start, busy.end).some((at) => {
      const isNear =
        start - topic.bufferBeforeMinutes * minute <= at && at < end + topic.bufferAfterMinutes * minute;
      const isOnTheWay = start - travel * minute <= at && at < end + travel * minute;
      return isNear || isOnTheWay;
    }),
  );
}

function bookedOn(casemanager: CasemanagerAvailability, date: string): number {
  return casemanager.booked.filter((start) => dateAt(start) === date).length;
}

function isClosed(closure: Closure, location: string, at: number): boolean {
  if (closure.location !== null && closure.location !== location) return false;
  // Closures are rare and dates dear: only then look at the calendar.
  const date = dateAt(at);
  return closure.dateFrom <= date && date <= closure.dateUntil;
}

function instant(date: string, time: string): number {
  const day = Temporal.PlainDate.from(date);
  if (time === '24:00') return day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
  return day
    .toPlainDateTime(Temporal.PlainTime.from(time))
    .toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

function zoned(at: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}

function dateAt(at: number): string {
  return zoned(at).toPlainDate().toString();
}

function datesFrom(first: string, last: string): string[] {
  const dates: string[] = [];
  for (let date = first; date <= last; date = Temporal.PlainDate.from(date).add({ days: 1 }).toString()) {
    dates.push(date);
  }
  return dates;
}

function range(from: number, until: number): number[] {
  const minutes: number[] = [];
  for (let at = from; at < until; at += minute) minutes.push(at);
  return minutes;
}

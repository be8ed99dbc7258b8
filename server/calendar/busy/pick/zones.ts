import ICAL from 'ical.js';
import { findIana } from 'windows-iana';
import { dayMs, timeZone } from '#server/kernel/time.ts';

/** A clock on the wall somewhere. */
export interface Zone {
  /** The instant (epoch ms) of a wall time; of one that the clock skips or has twice as RFC 5545 3.3.5 has it. */
  instantOf(wall: ICAL.Time): number;
  /** Wall time minus UTC at an instant, in ms. */
  offsetAt(epochMs: number): number;
}

/** A wall time as if it were one in UTC (epoch ms): to count with. */
export const wallMs = ({ year, month, day, hour, minute, second }: ICAL.Time): number =>
  Date.UTC(year, month - 1, day, hour, minute, second);

const utc: Zone = { instantOf: wallMs, offsetAt: () => 0 };

/** A zone of the IANA database. Days on which the clock stands at one offset are remembered: most are, and Temporal is slow. */
export function namedZone(name: string): Zone {
  const byDay = new Map<number, number | null>();
  const offsetAt = (epochMs: number) =>
    Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(name).offsetNanoseconds / 1e6;
  const exact = (wall: number) =>
    Temporal.Instant.fromEpochMilliseconds(wall)
      .toZonedDateTimeISO('UTC')
      .toPlainDateTime()
      .toZonedDateTime(name, { disambiguation: 'compatible' }).epochMilliseconds;
  /** The one offset of a day and the days beside it; null when the clock moves. */
  const offsetOn = (day: number): number | null => {
    const before = offsetAt((day - 1) * dayMs);
    return before === offsetAt(day * dayMs) &&
      before === offsetAt((day + 1) * dayMs) &&
      before === offsetAt((day + 2) * dayMs)
      ? before
      : null;
  };
  return {
    offsetAt,
    instantOf(time) {
      const wall = wallMs(time);
      const day = Math.floor(wall / dayMs);
      let offset = byDay.get(day);
      if (offset === undefined) {
        offset = offsetOn(day);
        byDay.set(day, offset);
      }
      return offset === null ? exact(wall) : wall - offset;
    },
  };
}

/** A zone that the calendar describes itself. */
function describedZone(text: string): Zone {
  const zone = new ICAL.Timezone(new ICAL.Component(ICAL.parse(text)));
  const instantOf = (time: ICAL.Time) => wallMs(time) - zone.utcOffset(time) * 1000;
  return {
    instantOf,
    // Around a change this may be that of the other side of it: it serves for the end of a series alone.
    offsetAt: (epochMs) => zone.utcOffset(ICAL.Time.fromJSDate(new Date(epochMs), true)) * 1000,
  };
}

export interface Zones {
  /** Our own clock: of days, and of times that name no zone. */
  readonly home: Zone;
  /** What a name can mean: one reading, or two of a zone that nobody knows. */
  readingsOf(name: string): readonly Zone[];
  /** The names that nobody knew. */
  unknown(): string[];
}

/** Of all zones that a calendar describes, by name, as text. */
export function createZones(described: ReadonlyMap<string, string>): Zones {
  const home = namedZone(timeZone);
  const known = new Map<string, readonly Zone[]>();
  const unknown = new Set<string>();
  const find = (name: string): readonly Zone[] => {
    if (name === timeZone) return [home];
    const iana = ianaOf(name);
    if (iana !== null) return [namedZone(iana)];
    const text = described.get(name);
    if (text !== undefined) {
      try {
        return [describedZone(text)];
      } catch {
        // A description that cannot be read is none.
      }
    }
    unknown.add(name);
    return [utc, home];
  };
  return {
    home,
    unknown: () => [...unknown],
    readingsOf(name) {
      let zones = known.get(name);
      if (!zones) {
        zones = find(name);
        known.set(name, zones);
      }
      return zones;
    },
  };
}

export { utc };

/**
 * The zone of the IANA database that a name means: its own, one behind a path of the program that wrote it
 * (`/mozilla.org/20050126_1/Europe/Berlin`), or that of Windows (CLDR). What the system knows of a zone goes before what a
 * calendar says of it: that is often old.
 */
function ianaOf(name: string): string | null {
  if (isKnown(name)) return name;
  const last = /[A-Za-z_]+\/[A-Za-z_+\-0-9]+$/.exec(name)?.[0];
  if (last !== undefined && isKnown(last)) return last;
  const windows = findIana(name, 'NL')[0] ?? findIana(name)[0];
  return windows !== undefined && isKnown(windows) ? windows : null;
}

function isKnown(name: string): boolean {
  // An offset is a zone for Intl too; in a calendar it is one of nobody.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

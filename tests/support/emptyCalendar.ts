import assert from 'node:assert/strict';
import ICAL from 'ical.js';

/** What somebody sees of an entry in their calendar. */
export interface Entry {
  /** Epoch ms. */
  start: number;
  end: number;
  summary: string;
  location: string;
  description: string;
  /** The highest number that was applied to it. */
  sequence: number;
}

/**
 * A calendar that begins empty and to which files are applied in the order in which they come, by the rules of RFC 5546: UID
 * tells which entry it is, only a higher SEQUENCE (or an equal one with a DTSTAMP that is no earlier) changes it, CANCEL and
 * STATUS:CANCELLED take it out. It reads with another library than the one that we write with.
 */
export function emptyCalendar() {
  const seen = new Map<string, { sequence: number; stamp: number; entry: Entry | null }>();

  function apply(text: string): void {
    const calendar = new ICAL.Component(ICAL.parse(text));
    const method = String(calendar.getFirstPropertyValue('method') ?? '');
    for (const component of calendar.getAllSubcomponents('vevent')) {
      const event = new ICAL.Event(component);
      const stamp = instantOf(component.getFirstPropertyValue('dtstamp'));
      const before = seen.get(event.uid);
      const isOlder =
        before !== undefined &&
        (event.sequence < before.sequence || (event.sequence === before.sequence && stamp < before.stamp));
      if (isOlder) continue;
      const ends = method === 'CANCEL' || component.getFirstPropertyValue('status') === 'CANCELLED';
      const entry = {
        start: instantOf(event.startDate),
        end: instantOf(event.endDate),
        summary: event.summary,
        location: event.location,
        description: event.description,
        sequence: event.sequence,
      };
      seen.set(event.uid, { sequence: event.sequence, stamp, entry: ends ? null : entry });
    }
  }

  return {
    apply,
    /** A subscribed feed takes the place of all that it brought before. */
    subscribe(text: string): void {
      seen.clear();
      apply(text);
    },
    /** What stands in it, by UID. */
    entries: (): Map<string, Entry> =>
      new Map([...seen].flatMap(([uid, { entry }]) => (entry === null ? [] : [[uid, entry] as const]))),
  };
}

function instantOf(value: unknown): number {
  assert.ok(value instanceof ICAL.Time, 'expected a time');
  // A floating time would be another instant for each reader.
  assert.notEqual(value.zone, ICAL.Timezone.localTimezone, 'a floating time');
  return value.toJSDate().getTime();
}

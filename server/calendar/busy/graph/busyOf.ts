import { z } from 'zod';
import { isOwnUid } from '#server/calendar/entry.ts';
import { addDays, startOfDate } from '#server/kernel/time.ts';
import type { Interval } from '#server/slots/types.ts';
import type { BusyQuestion } from '../source.ts';

/** By which property an event is known as ours: a name of our own under an id of our own. */
export const ownProperty = 'String {6f2b2d0e-6f0c-4a55-9d0a-0b6f6f1f3c0e} Name doorstart';

/** `2026-11-23T09:00:00.0000000`, in UTC: that is what was asked for. */
const timeSchema = z.object({
  dateTime: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/),
  timeZone: z.string(),
});

const eventSchema = z.object({
  start: timeSchema,
  end: timeSchema,
  isAllDay: z.boolean().optional(),
  isCancelled: z.boolean().optional(),
  showAs: z.string().nullish(),
  /** Of an invitation that was taken over: the UID that we gave it. */
  iCalUId: z.string().nullish(),
  responseStatus: z.object({ response: z.string().nullish() }).nullish(),
  singleValueExtendedProperties: z.array(z.object({ id: z.string(), value: z.string() })).optional(),
});
type GraphEvent = z.output<typeof eventSchema>;

export const pageSchema = z.object({
  value: z.array(eventSchema),
  '@odata.nextLink': z.string().optional(),
});

type Counts = Pick<BusyQuestion, 'countsTentative' | 'countsAllDay'>;

/** When an event makes its owner busy; null when it does not. As `takesTime` has it for iCalendar. */
export function busyOf(event: GraphEvent, { countsTentative, countsAllDay }: Counts): Interval | null {
  const { start, end, isAllDay, isCancelled, showAs, responseStatus } = event;
  if (isCancelled || showAs === 'free' || showAs === 'workingElsewhere') return null;
  if (isOurs(event)) return null;
  const answer = responseStatus?.response;
  if (answer === 'declined' || answer === 'notResponded') return null;
  if ((showAs === 'tentative' || answer === 'tentativelyAccepted') && !countsTentative) return null;
  if (!isAllDay) return { start: instantOf(start.dateTime), end: instantOf(end.dateTime) };
  if (!countsAllDay) return null;
  // Days have no zone: they are those of whoever looks.
  const [first, last] = [start.dateTime.slice(0, 10), end.dateTime.slice(0, 10)];
  return { start: startOfDate(first), end: startOfDate(last > first ? last : addDays(first, 1)) };
}

/** Written by us, or taken over from a mail of ours. */
const isOurs = ({ iCalUId, singleValueExtendedProperties = [] }: GraphEvent): boolean =>
  [iCalUId, ...singleValueExtendedProperties.map(({ value }) => value)].some(
    (uid) => uid != null && isOwnUid(uid),
  );

const instantOf = (utc: string): number => Date.parse(`${utc.slice(0, 19)}Z`);

/** The query of an address: OData wants its signs as they are, and no plus for a space. */
export const queryOf = (asked: Readonly<Record<string, string>>): string =>
  Object.entries(asked)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');

/** A moment as Graph takes it. */
export const timeOf = (epochMs: number) => ({
  dateTime: new Date(epochMs).toISOString().slice(0, 19),
  timeZone: 'UTC',
});

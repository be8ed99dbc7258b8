import type { WeekHours } from '#server/openingHours/schema.ts';
import type { Roster } from '#server/roster/types.ts';
import type { Interval } from '#server/slots/types.ts';
import { dateOf, dayOf, minuteMs, minutesOf, type WallDay, wallDays } from '#server/slots/wallTime.ts';
import { joined } from '#server/slots/windows.ts';

/** The state of the opening hours of chat at an instant. Times are epoch ms. */
export type Opening =
  /** The gemeente has no chat yet; `opensOn` is its first day, if there is a plan. */
  | { state: 'not-yet'; opensOn: string | null }
  /** `until` is the end of this part, null when it does not end within the weeks ahead; `opensAt` the next part. */
  | { state: 'open'; until: number | null; opensAt: number | null }
  /** `opensAt` is null when it does not open within the weeks ahead. */
  | { state: 'closed'; opensAt: number | null };

/** The input: hours, first day, and the days on which the whole gemeente is closed. */
export type ChatHours = Pick<Roster, 'closures'> & { settings: Pick<Roster['settings'], 'chat'> };

/** As far as an afspraak can be made by default. */
const daysAhead = 56;

/**
 * Whether the chat is within its hours, until when, and when the next part begins. It is open whenever the clock on
 * the wall in Amsterdam shows a time in the hours: a time that it skips is not there, one that it has twice is open
 * twice. Parts that touch are one, also across midnight.
 */
export function chatOpening({ settings, closures }: ChatHours, now: number): Opening {
  const { opensOn, hours } = settings.chat;
  const today = dayOf(now);
  if (opensOn === null || dateOf(today) < opensOn) return { state: 'not-yet', opensOn };
  const closed = closures.filter(({ location }) => location === null);
  const isClosed = (date: string) =>
    closed.some(({ dateFrom, dateUntil }) => dateFrom <= date && date <= dateUntil);
  const days = wallDays(today, today + daysAhead).filter(({ day }) => !isClosed(dateOf(day)));
  const parts = joined(days.flatMap((day) => partsOn(day, hours))).filter(({ end }) => end > now);
  const [first, second] = parts;
  if (!first || first.start > now) return { state: 'closed', opensAt: first?.start ?? null };
  const isEndless = first.end === days.at(-1)?.end;
  return { state: 'open', until: isEndless ? null : first.end, opensAt: second?.start ?? null };
}

/** The parts of a day as instants. When the clock moves the day is two stretches, each with an offset of its own. */
function partsOn({ day, weekday, start, end, changesAt, offset, offsetAfter }: WallDay, hours: WeekHours) {
  const stretches = [
    { start, end: Math.min(end, changesAt), offset },
    { start: Math.max(start, changesAt), end, offset: offsetAfter },
  ];
  const minute = (time: string) => (day * 24 * 60 + minutesOf(time)) * minuteMs;
  return hours
    .filter(({ weekdays }) => weekdays.includes(weekday))
    .flatMap(({ from, until }) =>
      stretches.map(
        (stretch): Interval => ({
          start: Math.max(stretch.start, minute(from) - stretch.offset),
          end: Math.min(stretch.end, minute(until) - stretch.offset),
        }),
      ),
    );
}

import { z } from 'zod';
import { assembleDays } from '#server/agenda/assembleDays.ts';
import type { AgendaDay } from '#server/agenda/types.ts';
import type { Ctx } from '#server/booking/context.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import type { Roster } from '#server/roster/types.ts';
import type { Interval } from '#server/slots/types.ts';
import { minuteMs } from '#server/slots/wallTime.ts';
import { joined } from '#server/slots/windows.ts';
import { shortestMinutes } from './rules.ts';

/** What decides how long one waits at one location, but for who waits before. */
export interface AtWork {
  /** Minutes in which each who is at work can begin a talk. */
  freeIn: number[];
  freeShare: number;
}

/** So far ahead it is looked what is promised to afspraken. */
const aheadMs = 2 * 60 * minuteMs;
/** Talks of so many days back say how long they take, from so many talks on. */
const lately = { days: 28, talks: 5 };

/** Who is at work at each of these locations now, and when they have time. */
export async function readAtWork(
  ctx: Ctx,
  roster: Roster,
  locations: readonly string[],
): Promise<Map<string, AtWork>> {
  const now = ctx.clock.now();
  const date = dateInAmsterdam(now);
  const people = roster.casemanagers.filter(({ places }) => places.some((id) => locations.includes(id)));
  const agendas = await assembleDays(ctx, roster, {
    people: people.map(({ id }) => id),
    from: date,
    to: date,
  });
  return new Map(
    locations.map((id) => {
      const isClosed = roster.closures.some(
        (one) =>
          one.dateFrom <= date && date <= one.dateUntil && (one.location === null || one.location === id),
      );
      const there = agendas.flatMap(({ days: [day] }) => (day && !isClosed ? [freeOf(day, id, now)] : []));
      const atWork = there.filter((one) => one !== null);
      const promised = atWork.reduce((sum, { share }) => sum + share, 0);
      const freeShare = atWork.length === 0 ? 1 : promised / atWork.length;
      return [id, { freeIn: atWork.map(({ freeIn }) => freeIn), freeShare }];
    }),
  );
}

/** When somebody can begin a talk, and which part of the time ahead is theirs; null for who is not there now. */
function freeOf(day: AgendaDay, location: string, now: number): { freeIn: number; share: number } | null {
  const gone = [...day.absences, ...day.elsewhere];
  const away = (at: number) => gone.some(({ start, end }) => start <= at && at < end);
  const work = day.hours.find((one) => one.locationId === location && one.start <= now && now < one.end);
  if (!work || away(now)) return null;
  const until = Math.min(work.end, now + aheadMs);
  const standing = day.items.filter((item) => item.kind === 'hold' || item.status === 'booked');
  const busy = joined([...standing.map((item) => item.busy), ...gone]);
  const free = gaps({ start: now, end: work.end }, busy).filter(
    ({ start, end }) => end - start >= shortestMinutes * minuteMs,
  );
  const [first] = free;
  if (!first) return null;
  const open = free.reduce((sum, { start, end }) => sum + Math.max(0, Math.min(end, until) - start), 0);
  return { freeIn: (first.start - now) / minuteMs, share: open / (until - now) };
}

function gaps({ start, end }: Interval, busy: readonly Interval[]): Interval[] {
  const found: Interval[] = [];
  let from = start;
  for (const one of busy) {
    if (one.end <= from || one.start >= end) continue;
    if (one.start > from) found.push({ start: from, end: one.start });
    from = one.end;
  }
  if (from < end) found.push({ start: from, end });
  return found;
}

const talkSchema = z.object({ topic: z.string(), minutes: z.number() });

/** How long a talk of each topic takes, in minutes: the middle one of lately, or what the topic says where there were few. */
export async function readTalkMinutes(ctx: Ctx, roster: Roster): Promise<Map<string, number>> {
  const from = addDays(dateInAmsterdam(ctx.clock.now()), -lately.days);
  const rows = await ctx.sql`
    select topic_id as topic,
      percentile_cont(0.5) within group (order by extract(epoch from ends_at - starts_at) / 60)::float8 as minutes
    from appointments
    where channel = 'walk-in' and outcome = 'geweest' and local_date >= ${from}
    group by topic_id having count(*) >= ${lately.talks}`;
  const known = new Map(
    rows.map((row) => talkSchema.parse(row)).map(({ topic, minutes }) => [topic, minutes]),
  );
  return new Map(roster.topics.map(({ id, durationMinutes }) => [id, known.get(id) ?? durationMinutes]));
}

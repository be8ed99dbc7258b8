import type { Sql } from 'postgres';
import { z } from 'zod';
import { readBusy } from '#server/availability/busy.ts';
import { countRoom } from '#server/availability/countRoom.ts';
import { withBusy } from '#server/availability/findSlots.ts';
import { bookingWindow } from '#server/availability/window.ts';
import type { Clock } from '#server/kernel/clock.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import type { RosterCache } from '#server/roster/cache.ts';
import type { Roster, Topic } from '#server/roster/types.ts';
import { computeSlots } from '#server/slots/slots.ts';
import { mayMeet } from './mayBook.ts';

/** How much can be booked at all. */
export interface Room {
  /**
   * How many afspraken of a topic would fit up to the horizon in what is not booked, held times included. Some seconds old
   * at most: it changes little in that time, and whoever holds much must not make us reckon much.
   */
  of(topic: Topic): Promise<number>;
}

const keptMs = 10_000;
const heldSchema = z.object({ held: z.int() });

/** Created once per process. */
export function createRoom(sql: Sql, roster: RosterCache, clock: Clock): Room {
  const kept = new Map<string, { version: number; until: number; room: Promise<number> }>();

  return {
    async of(topic) {
      const current = await roster.current();
      const now = performance.now();
      const known = kept.get(topic.id);
      if (known && known.version === current.version && now < known.until) return known.room;
      const mine = {
        version: current.version,
        until: now + keptMs,
        room: reckon(sql, current, topic, clock.now()),
      };
      kept.set(topic.id, mine);
      mine.room.catch(() => {
        if (kept.get(topic.id) === mine) kept.delete(topic.id);
      });
      return mine.room;
    },
  };
}

async function reckon(sql: Sql, roster: Roster, topic: Topic, now: number): Promise<number> {
  const window = bookingWindow(roster, now);
  const from = dateInAmsterdam(now);
  const to = addDays(from, window.horizonDays);
  const [busy, [held]] = await Promise.all([
    readBusy(sql, { from, to, now }),
    sql`select count(*)::int as held from appointments
        where status = 'held' and expires_at > ${new Date(now).toISOString()}`,
  ]);
  const casemanagers = withBusy(roster, busy);
  const booked = new Map<string, number>();
  for (const { id, booked: starts } of casemanagers) {
    for (const start of starts) {
      const day = `${id} ${dateInAmsterdam(start)}`;
      booked.set(day, (booked.get(day) ?? 0) + 1);
    }
  }
  const mostOn = new Map(casemanagers.map(({ id, dailyMaximum }) => [id, dailyMaximum]));
  const slots = computeSlots({ window, topic, from, to }, casemanagers, roster.closures);
  // What holds are for: times that anybody can take.
  const open = slots.filter(({ modality }) => mayMeet(modality, 'anybody'));
  const free = countRoom(open, { topic, travelMinutes: window.travelMinutes }, (id, date) => {
    return (mostOn.get(id) ?? 0) - (booked.get(`${id} ${date}`) ?? 0);
  });
  return free + heldSchema.parse(held).held;
}

import assert from 'node:assert/strict';
import type { Sql } from '#db/client.ts';
import { findSlots } from '#server/availability/findSlots.ts';
import type { BookFreeInput } from '#server/booking/schema.ts';
import type { Ctx } from '#server/http/context.ts';
import { unlimited } from '#server/kernel/keyedSemaphore.ts';
import {
  type FixedClock,
  fixedClock,
  makeCasemanager,
  makeLocation,
  makeServices,
  makeTopic,
} from './factories.ts';
import { testDatabase } from './postgres.ts';

export type RaceGround = Awaited<ReturnType<typeof raceGround>>;

/**
 * One location with casemanagers to race for, a topic `kort` of 30 minutes and one `lang` of 45 with buffers of
 * 5 and 10 minutes. The clock stands at Friday 20 November 2026, ten o'clock; `at` gives times of the Monday after.
 */
export async function raceGround(
  casemanagers: number,
  { dailyMaximum = 48, settings = {} }: { dailyMaximum?: number; settings?: Record<string, string> } = {},
) {
  const database = await testDatabase({ settings });
  const clock: FixedClock = fixedClock();
  const locationId = await makeLocation(database.db, { id: 'centrum' });
  await makeTopic(database.db, { id: 'kort' });
  const buffers = { bufferBeforeMinutes: 5, bufferAfterMinutes: 10 };
  await makeTopic(database.db, { id: 'lang', durationMinutes: 45, ...buffers });
  const staff: string[] = [];
  for (let i = 0; i < casemanagers; i++) {
    staff.push(await makeCasemanager(database.db, [{ locationId }], { dailyMaximum }));
  }
  const services = await makeServices(database, { clock });
  // No line, as though each request came to a process of its own: the database alone has to decide.
  const ctx: Ctx = {
    ...services,
    claims: unlimited,
    actor: { kind: 'jongere', addressKey: 'somewhere', networks: ['somewhere'] },
    language: 'nl',
  };
  const close = async () => {
    await services.close();
    await database.drop();
  };
  return { sql: database.sql, db: database.db, url: database.url, clock, ctx, staff, close };
}

/** A time of Monday 23 November 2026. */
export const at = (time: string) => `2026-11-23T${time}:00+01:00`;

let people = 0;
/** A whole request for a free time, by somebody new unless said. */
export function request(time: string, topic = 'kort', email?: string): BookFreeInput {
  people += 1;
  const contact = { email: email ?? `jongere${people}@example.com` };
  return {
    topic,
    start: at(time),
    location: 'centrum',
    modality: 'op-locatie',
    name: 'Sam',
    ageGroup: '18-22',
    contact,
  };
}

/** Does it so many times at once. */
export const atOnce = <T>(times: number, act: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: times }, (_, i) => act(i)));

/** Any verb's answer. */
export type Result = { ok: true } | { ok: false; error: string };

/** How often each answer was given: `ok`, or the error. */
export function tally(results: readonly Result[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const result of results) {
    const word = result.ok ? 'ok' : result.error;
    counts[word] = (counts[word] ?? 0) + 1;
  }
  return counts;
}

/** Whether the engine still offers this time to anybody, from the database as it is now. */
export async function isFree({ ctx }: RaceGround, time: string, topicId = 'kort'): Promise<boolean> {
  // Nothing remembered may answer.
  ctx.bus.say({ roster: true });
  const { topics } = await ctx.roster.current();
  const topic = topics.find(({ id }) => id === topicId);
  assert.ok(topic);
  const day = at(time).slice(0, 10);
  const slots = await findSlots(ctx, { topic, from: day, to: day });
  return slots.some(({ start }) => start === Date.parse(at(time)));
}

/** Fails unless what stands in the table could have been promised: told without the constraint's help. */
export async function assertNoDoubleBooking(sql: Sql): Promise<void> {
  const overlaps = await sql`
    select one.id from appointments one join appointments other
      on one.casemanager_id = other.casemanager_id and one.id < other.id and one.during && other.during
    where one.status in ('held', 'booked') and other.status in ('held', 'booked')`;
  assert.equal(overlaps.length, 0, 'two afspraken of one casemanager overlap');
  const wrongBuffers = await sql`
    select a.id from appointments a join topics t on t.id = a.topic_id
    where a.during <> tstzrange(a.starts_at - t.buffer_before_minutes * interval '1 minute',
                                a.ends_at + t.buffer_after_minutes * interval '1 minute')
      or a.ends_at <> a.starts_at + t.duration_minutes * interval '1 minute'`;
  assert.equal(wrongBuffers.length, 0, 'an afspraak does not have its length or buffers');
  const overfull = await sql`
    select casemanager_id from appointments a join staff s on s.id = a.casemanager_id
    where a.status in ('held', 'booked')
    group by casemanager_id, local_date, s.daily_maximum having count(*) > s.daily_maximum`;
  assert.equal(overfull.length, 0, 'a casemanager has more than the daily maximum');
  const tooMany = await sql`
    select email from appointments where status = 'booked' and email is not null group by email having count(*) > 3`;
  assert.equal(tooMany.length, 0, 'a contact has more open afspraken than allowed');
  const unwritten = await sql`
    select id from appointments a where status = 'booked' and not exists (
      select from history e where e.appointment_id = a.id and e.what = 'booked')`;
  assert.equal(unwritten.length, 0, 'an afspraak was half written');
}

/** How many rows stand in the table. */
export async function count(sql: Sql, status: 'held' | 'booked' | 'cancelled'): Promise<number> {
  const [row] = await sql<
    { n: number }[]
  >`select count(*)::int as n from appointments where status = ${status}`;
  return row?.n ?? 0;
}

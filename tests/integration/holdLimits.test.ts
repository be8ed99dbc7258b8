import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { findSlots } from '#server/availability/findSlots.ts';
import { book } from '#server/booking/book.ts';
import { extendHold } from '#server/booking/extendHold.ts';
import { placeHold } from '#server/booking/placeHold.ts';
import { releaseHold } from '#server/booking/releaseHold.ts';
import { expireHolds } from '#server/booking/sweep.ts';
import type { Ctx, Services } from '#server/http/context.ts';
import { jongereAt } from '#server/kernel/limits/jongereAt.ts';
import { addDays } from '#server/kernel/time.ts';
import { holdReferralTime } from '#server/referral/holdReferralTime.ts';
import {
  type FixedClock,
  fixedClock,
  makeCasemanager,
  makeLocation,
  makeServices,
  makeTopic,
  staffCtx,
} from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';

const today = '2026-11-20';
const minute = 60_000;

let database: Awaited<ReturnType<typeof testDatabase>>;
let clock: FixedClock;
/** Two processes on one database. */
let processes: Services[];

before(async () => {
  database = await testDatabase();
  const locationId = await makeLocation(database.db, { id: 'centrum' });
  await makeTopic(database.db, { id: 'kort' });
  // Monday to Friday, for eight weeks: three a day, 120 in all.
  await makeCasemanager(database.db, [{ locationId }], { dailyMaximum: 3 });
});

after(() => database.drop());

beforeEach(async () => {
  await database.sql`delete from appointments`;
  clock = fixedClock();
  processes = await Promise.all([0, 1].map(() => makeServices(database, { clock, limitsEnabled: true })));
});

afterEach(() => Promise.all(processes.map((services) => services.close())));

/** Somebody at an address, whom one of the processes answers. */
function at(address: string, process = 0): Ctx {
  const services = processes[process % processes.length];
  assert.ok(services);
  return { ...services, actor: jongereAt(services.limits, address), language: 'nl' };
}

async function freeTimes(ctx: Ctx): Promise<number[]> {
  ctx.bus.say({ roster: true });
  const topic = (await ctx.roster.current()).topics.find(({ id }) => id === 'kort');
  assert.ok(topic);
  const slots = await findSlots(ctx, { topic, from: today, to: addDays(today, 56) });
  return slots.filter(({ modality }) => modality === 'op-locatie').map(({ start }) => start);
}

const hold = (ctx: Ctx, start: number | undefined) =>
  placeHold(ctx, {
    topic: 'kort',
    start: new Date(start ?? 0).toISOString(),
    location: 'centrum',
    modality: 'op-locatie',
  });

/** Three times of each day, so that all of them can be had. */
async function threeADay(ctx: Ctx): Promise<number[]> {
  const perDay = new Map<string, number[]>();
  for (const start of await freeTimes(ctx)) {
    const day = new Date(start).toISOString().slice(0, 10);
    const starts = perDay.get(day) ?? [];
    perDay.set(day, starts);
    const last = starts.at(-1) ?? Number.NEGATIVE_INFINITY;
    if (starts.length < 3 && start >= last + 30 * minute) starts.push(start);
  }
  return [...perDay.values()].flat();
}

test('108 holds from one /48, through two processes at once, leave more than half to everybody else', async () => {
  const visitor = at('192.0.2.1');
  const wanted = (await threeADay(visitor)).slice(0, 108);
  assert.equal(wanted.length, 108);
  const answers = await Promise.all(
    wanted.map((start, i) => hold(at(`2001:db8:1:${i.toString(16)}00::1`, i), start)),
  );
  const held = answers.filter(({ ok }) => ok).length;
  assert.equal(held, 35);
  for (const answer of answers) {
    if (answer.ok) continue;
    assert.equal(answer.error, 'too-many');
    assert.ok('retryAfterSeconds' in answer);
    assert.ok(answer.retryAfterSeconds >= 9 * 60 && answer.retryAfterSeconds <= 600);
  }
  const left = await threeADay(visitor);
  assert.ok(left.length >= 60, `${left.length} are left`);
  assert.equal((await hold(visitor, left[0])).ok, true);
});

test('neither one address nor one connection at home may do more; a neighbour in another /48 still can', async () => {
  for (const addressOf of [
    (i: number) => `2001:db8:2:3::${i + 1}`,
    (i: number) => `2001:db8:4:5${(i % 256).toString(16).padStart(2, '0')}::1`,
    () => '192.0.2.9',
  ]) {
    await database.sql`delete from appointments`;
    const wanted = await threeADay(at('192.0.2.1'));
    const answers = await Promise.all(wanted.map((start, i) => hold(at(addressOf(i), i), start)));
    assert.equal(answers.filter(({ ok }) => ok).length, 35);
    const left = await threeADay(at('192.0.2.1'));
    assert.equal((await hold(at('2001:db8:7::1'), left[0])).ok, true);
  }
});

test('who of staff fills in for jongeren holds ten times at once, and takes none from a colleague', async () => {
  const [first, second] = [randomUUID(), randomUUID()].map((id) => {
    const services = processes[0];
    assert.ok(services);
    return staffCtx(services, id, { roles: ['jongerenwerker'], team: null });
  });
  assert.ok(first && second);
  const wanted = await threeADay(first);
  for (const start of wanted.slice(0, 10)) assert.ok((await hold(first, start)).ok);
  const more = await hold(first, wanted[10]);
  assert.ok(!more.ok && more.error === 'too-many' && more.what === 'holds', JSON.stringify(more));
  assert.ok((await hold(second, wanted[10])).ok);
  clock.advance(11 * minute);
  assert.ok((await hold(first, wanted[11])).ok);
});

test('times at the shorter notice are held twenty times an hour by one who refers', async () => {
  const services = processes[0];
  assert.ok(services);
  const ctx = staffCtx(services, randomUUID(), { roles: ['jongerenwerker'], team: null });
  const [start] = await threeADay(ctx);
  const input = {
    topic: 'kort',
    start: new Date(start ?? 0).toISOString(),
    location: 'nergens',
    modality: 'op-locatie',
  } as const;
  for (let n = 0; n < 20; n += 1) {
    const answer = await holdReferralTime(ctx, input, { urgent: true });
    assert.ok(!answer.ok && answer.error === 'invalid');
  }
  const more = await holdReferralTime(ctx, input, { urgent: true });
  assert.ok(!more.ok && more.error === 'too-many' && more.what === 'requests');
  const calm = await holdReferralTime(ctx, { ...input, location: 'centrum' }, { urgent: false });
  assert.ok(calm.ok);
});

test('a class of thirty behind one address books at the same moment, and everybody gets an afspraak', async () => {
  const wanted = (await threeADay(at('192.0.2.7'))).slice(0, 30);
  const booked = await Promise.all(
    wanted.map(async (start, i) => {
      const pupil = at('192.0.2.7', i);
      const held = await hold(pupil, start);
      assert.ok(held.ok, JSON.stringify(held));
      const contact = { email: `leerling${i}@example.nl` };
      return book(pupil, {
        topic: 'kort',
        hold: held.hold.token,
        name: 'Sam',
        ageGroup: 'tot-18',
        contact,
      });
    }),
  );
  assert.equal(booked.filter(({ ok }) => ok).length, 30);
});

test('what a network let go or booked it may hold again, and so it may when it is over', async () => {
  const settings = JSON.stringify({ limits: { openHoldsPerAddress: 1 } });
  await database.sql`insert into settings (values) values (${settings}::text::jsonb)`;
  const visitor = at('192.0.2.1');
  const [first, second, third, fourth] = await threeADay(visitor);
  const one = await hold(visitor, first);
  assert.ok(one.ok);
  assert.deepEqual(await hold(at('192.0.2.1', 1), second), {
    ok: false,
    error: 'too-many',
    what: 'holds',
    retryAfterSeconds: 600,
  });
  await releaseHold(visitor, one.hold.token);
  const two = await hold(visitor, second);
  assert.ok(two.ok);
  const person = { name: 'Sam', ageGroup: '18-22' as const, contact: { email: 'sam@example.nl' } };
  assert.equal((await book(visitor, { topic: 'kort', hold: two.hold.token, ...person })).ok, true);
  assert.equal((await hold(visitor, third)).ok, true);
  clock.advance(10 * minute);
  assert.equal((await hold(visitor, fourth)).ok, true);
  await database.sql`delete from settings`;
});

test('from where a time is held is known for as long as it is held, and no longer', async () => {
  const visitor = at('2001:db8:1:2::3');
  const keys = async () => {
    const rows = await database.sql<{ status: string; from: string[] | null }[]>`
      select status, held_from as from from appointments order by starts_at`;
    return rows.map(({ status, from }) => [status, from === null ? 0 : from.length]);
  };
  const [first, second, third] = await threeADay(visitor);
  const [one, two, three] = [
    await hold(visitor, first),
    await hold(visitor, second),
    await hold(visitor, third),
  ];
  assert.ok(one.ok && two.ok && three.ok);
  assert.deepEqual(await keys(), [
    ['held', 3],
    ['held', 3],
    ['held', 3],
  ]);
  const person = { name: 'Sam', ageGroup: '18-22' as const, contact: { email: 'sam@example.nl' } };
  await book(visitor, { topic: 'kort', hold: one.hold.token, ...person });
  await releaseHold(visitor, two.hold.token);
  clock.advance(10 * minute);
  await expireHolds(visitor);
  assert.deepEqual(await keys(), [
    ['booked', 0],
    ['expired', 0],
    ['expired', 0],
  ]);
  await assert.rejects(
    database.sql`update appointments set held_from = array['x'] where status = 'booked'`,
    /appointments_held_from/,
  );
});

test('when much of what is free is held, a hold lasts shorter; more time is as long as a hold is then', async () => {
  const calm = at('192.0.2.1');
  const wanted = await threeADay(calm);
  const early = await hold(calm, wanted[0]);
  assert.ok(early.ok);
  assert.equal(early.hold.expiresAt - clock.now(), 10 * minute);
  // Three networks hold 35 each: 106 of 120 with the one above.
  for (const network of [1, 2, 3]) {
    const theirs = wanted.slice((network - 1) * 35 + 1, network * 35 + 1);
    await Promise.all(theirs.map((start, i) => hold(at(`2001:db8:${network}::1`, i), start)));
  }
  const late = await hold(calm, wanted[110]);
  assert.ok(late.ok);
  assert.equal(late.hold.expiresAt - clock.now(), 4 * minute);
  clock.advance(minute);
  const extended = await extendHold(calm, late.hold.token);
  assert.ok(extended.ok);
  assert.equal(extended.hold.expiresAt - clock.now(), 4 * minute);
  // Who began when it was calm loses nothing by asking for more.
  const kept = await extendHold(calm, early.hold.token);
  assert.ok(kept.ok);
  assert.equal(kept.hold.expiresAt, early.hold.expiresAt);
});

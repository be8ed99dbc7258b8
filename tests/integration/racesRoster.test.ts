import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { TransactionSql } from 'postgres';
import type { Sql } from '#db/client.ts';
import { book } from '#server/booking/book.ts';
import { cancel } from '#server/booking/cancel.ts';
import { extendHold } from '#server/booking/extendHold.ts';
import { move } from '#server/booking/move.ts';
import { placeHold } from '#server/booking/placeHold.ts';
import { releaseHold } from '#server/booking/releaseHold.ts';
import type { BookInput } from '#server/booking/schema.ts';
import { expireHolds } from '#server/booking/sweep.ts';
import {
  assertNoDoubleBooking,
  at,
  atOnce,
  type RaceGround,
  type Result,
  raceGround,
  request,
  tally,
} from '../support/raceGround.ts';

const day = '2026-11-23';
const withdrawals: Record<string, (sql: TransactionSql, casemanager: string) => Promise<unknown>> = {
  'deleted hours': (sql, id) => sql`delete from weekly_rules where casemanager_id = ${id}`,
  'an absence': (sql, id) => sql`
    insert into availability_exceptions (casemanager_id, kind, date_from, date_until)
    values (${id}, 'absence', ${day}, ${day})`,
  'a closure': (sql) =>
    sql`insert into closures (name, date_from, date_until) values ('Dicht', ${day}, ${day})`,
};

for (const [name, withdraw] of Object.entries(withdrawals)) {
  test(`no afspraak is made on time that ${name} took away before`, async (t) => {
    const ground = await raceGround(1);
    t.after(ground.close);
    const times = ['09:00', '09:30', '10:00', '10:30', '11:00', '11:30', '13:00', '13:30', '14:00', '14:30'];
    const hold = await placeHold(ground.ctx, {
      topic: 'kort',
      start: at('16:00'),
      location: 'centrum',
      modality: 'op-locatie',
    });
    assert.ok(hold.ok);
    // Who saw the withdrawal committed before asking must be refused; who was answered before is fine.
    let withdrawn = false;
    let after = 0;
    const withdrawing = ground.sql
      .begin(async (tx) => {
        await tx`select pg_sleep(0.02)`;
        await withdraw(tx, ground.staff[0] ?? '');
      })
      .then(() => {
        withdrawn = true;
      });
    while (after < 40) {
      await atOnce(8, async (i) => {
        const knewBefore = withdrawn;
        const result = await book(ground.ctx, request(times[(after + i) % times.length] ?? '09:00'));
        if (knewBefore) {
          after += 1;
          assert.deepEqual(tally([result]), { taken: 1 });
        }
      });
    }
    await withdrawing;
    const { start: _, location: __, modality: ___, ...person } = request('09:00');
    assert.deepEqual(tally([await book(ground.ctx, { ...person, hold: hold.hold.token })]), { taken: 1 });
    await assertNoDoubleBooking(ground.sql);
  });
}

test('a booking waits for a withdrawal under way, and is then refused', async (t) => {
  const ground = await raceGround(1);
  t.after(ground.close);
  const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>();
  const { promise: written, resolve: wrote } = Promise.withResolvers<void>();
  const withdrawing = ground.sql.begin(async (tx) => {
    await tx`delete from weekly_rules`;
    wrote();
    await mayCommit;
  });
  await written;
  const booking = book(ground.ctx, request('09:00'));
  await waitForLock(ground.sql, 1).finally(commit);
  await withdrawing;
  assert.deepEqual(tally([await booking]), { taken: 1 });
});

test('removing a casemanager waits for a booking under way, and neither locks the other out', async (t) => {
  const ground = await raceGround(1);
  t.after(ground.close);
  const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<void>();
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
  // Stops the booking between its locks and its insert.
  const stopping = ground.sql.begin(async (tx) => {
    await tx`lock table appointments in share mode`;
    stop();
    await mayGoOn;
  });
  await stopped;
  const booking = book(ground.ctx, request('09:00'));
  await waitForLock(ground.sql, 1);
  const removal = ground.sql`delete from staff`.then(
    () => 'removed',
    ({ code }: { code?: string }) => code,
  );
  await waitForLock(ground.sql, 2).finally(goOn);
  await stopping;
  assert.deepEqual(tally([await booking]), { ok: 1 });
  assert.equal(await removal, '23503');
});

test('holds that end under a sweep and under bookings at once never lock each other out', async (t) => {
  const ground = await raceGround(2);
  t.after(ground.close);
  const quarters = ['09:00', '09:30', '10:00', '10:30', '11:00', '11:30'];
  for (let round = 0; round < 8; round++) {
    await Promise.all(
      [...quarters, ...quarters].map((time) =>
        placeHold(ground.ctx, {
          topic: 'kort',
          start: at(time),
          location: 'centrum',
          modality: 'op-locatie',
        }),
      ),
    );
    ground.clock.advance(601_000);
    const results = await Promise.all([
      ...atTimes(['09:15', '10:15', '11:15'], 4, (time) => book(ground.ctx, request(time, 'lang'))),
      ...Array.from({ length: 6 }, () => expireHolds(ground.ctx)),
    ]);
    assert.equal(results.filter((result) => result?.ok).length, 6);
    await assertNoDoubleBooking(ground.sql);
    await ground.sql`delete from appointments`;
  }
});

test('a sweep passes by a hold that somebody is at, instead of waiting', async (t) => {
  const ground = await raceGround(1);
  t.after(ground.close);
  for (const time of ['09:00', '10:00']) {
    const wish = { topic: 'kort', start: at(time), location: 'centrum', modality: 'op-locatie' as const };
    assert.ok((await placeHold(ground.ctx, wish)).ok);
  }
  ground.clock.advance(601_000);
  await ground.sql.begin(async (tx) => {
    await tx`select from appointments where starts_at = ${at('09:00')} for update`;
    const waits = waitForLock(ground.sql, 1).then(() => 'waits');
    const passes = expireHolds(ground.ctx).then(() => 'passes');
    assert.equal(await Promise.race([passes, waits]), 'passes');
    waits.catch(() => {});
  });
  const still = await ground.sql`select from appointments where status = 'held'`;
  assert.equal(still.length, 1);
});

test('a storm of everything at once leaves an agenda that could have been promised', async (t) => {
  const kinds = fc.constantFrom(
    'hold',
    'book',
    'book hold',
    'extend',
    'release',
    'move',
    'cancel',
    'edit',
    'sweep',
    'tick',
  );
  const time = fc.integer({ min: 36, max: 64 }).map((quarter) => {
    return `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
  });
  const step = fc.record({ kind: kinds, time, topic: fc.constantFrom('kort', 'lang'), pick: fc.nat(1000) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 250, maxLength: 250 }), async (steps) => {
      const ground = await raceGround(3, { dailyMaximum: 6 });
      try {
        const storm = createStorm(ground);
        for (let from = 0; from < steps.length; from += 50) {
          await Promise.all(steps.slice(from, from + 50).map((one) => storm.act(one)));
        }
        await expireHolds(ground.ctx);
        await assertNoDoubleBooking(ground.sql);
        const [deadlocks] = await ground.sql<{ n: number }[]>`
          select deadlocks::int as n from pg_stat_database where datname = current_database()`;
        assert.equal(deadlocks?.n, 0);
        for (const token of storm.promised) {
          const [row] = await ground.sql`
            select from appointments where token_hash is not null and status in ('booked', 'cancelled')
              and id = ${token}`;
          assert.ok(row, 'an afspraak that was promised is gone');
        }
      } finally {
        await ground.close();
      }
    }),
    { numRuns: 3, seed: 20261120, endOnFailure: true },
  );
  t.diagnostic('three storms of 250 steps, 50 at once');
});

interface Step {
  kind: string;
  time: string;
  topic: string;
  pick: number;
}

/** Takes steps with whatever holds and afspraken there are by then. A thrown error is a 5xx, and fails the test. */
function createStorm({ ctx, sql, clock, staff }: RaceGround) {
  const holds: { token: string; topic: string }[] = [];
  const tokens: string[] = [];
  const promised = new Set<string>();
  const some = <T>(list: T[], pick: number) => list[pick % Math.max(list.length, 1)];

  async function act({ kind, time, topic, pick }: Step): Promise<Result | undefined> {
    const hold = some(holds, pick);
    const token = some(tokens, pick);
    if (kind === 'hold') {
      const result = await placeHold(ctx, {
        topic,
        start: at(time),
        location: 'centrum',
        modality: 'op-locatie',
      });
      if (result.ok) holds.push({ token: result.hold.token, topic });
      return result;
    }
    if (kind === 'book' || (kind === 'book hold' && hold)) {
      const { start, location, modality, ...person } = request(time, topic);
      const input: BookInput =
        kind === 'book' || !hold
          ? { ...person, start, location, modality }
          : { ...person, hold: hold.token, topic: hold.topic };
      const result = await book(ctx, input, pick % 2 === 0 ? `key ${pick}` : undefined);
      if (result.ok) {
        tokens.push(result.appointment.token);
        promised.add(result.appointment.id);
      }
      return result;
    }
    if (kind === 'extend' && hold) return extendHold(ctx, hold.token);
    if (kind === 'release' && hold) return releaseHold(ctx, hold.token);
    if (kind === 'move' && token) return move(ctx, token, { start: at(time) });
    if (kind === 'cancel' && token) return cancel(ctx, token);
    if (kind === 'sweep') await expireHolds(ctx);
    if (kind === 'tick') clock.advance((pick % 5) * 60_000);
    if (kind === 'edit') {
      const id = some(staff, pick) ?? '';
      await sql`update weekly_rules set until_time = ${pick % 2 === 0 ? '17:00' : '16:00'} where casemanager_id = ${id}`;
    }
    return undefined;
  }
  return { act, promised };
}

const atTimes = <T>(times: string[], each: number, act: (time: string) => Promise<T>) =>
  times.flatMap((time) => Array.from({ length: each }, () => act(time)));

/** Until so many in this database wait for a lock. */
async function waitForLock(sql: Sql, many: number): Promise<void> {
  const began = performance.now();
  for (;;) {
    const waiting = await sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    if (waiting.length >= many) return;
    assert.ok(performance.now() - began < 10_000, 'nobody waits for the withdrawal');
  }
}

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import {
  bytesOfSlots,
  type FindSlotsInput,
  findSlots,
  mostSlotBytes,
} from '#server/availability/findSlots.ts';
import { book } from '#server/booking/book.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager, makeLocation } from '../support/factories.ts';
import { type RaceGround, raceGround, request } from '../support/raceGround.ts';

let ground: RaceGround;
before(async () => {
  ground = await raceGround(2);
  const locationId = await makeLocation(ground.db, { id: 'noord' });
  for (let count = 0; count < 2; count++) await makeCasemanager(ground.db, [{ locationId }]);
  ground.ctx.bus.say({ roster: true });
});
after(() => ground.close());
beforeEach(() => emptyTables(ground.sql, 'appointments'));

/** What is asked for on one day: of one location, of another, and of all. */
async function questions() {
  const { topics } = await ground.ctx.roster.current();
  const topic = topics.find(({ id }) => id === 'kort');
  assert.ok(topic);
  const day = { topic, from: '2026-11-23', to: '2026-11-23' };
  return { centrum: { ...day, location: 'centrum' }, noord: { ...day, location: 'noord' }, all: day };
}

/** The answer that is kept for a question; null when it would have to be computed. */
async function keptFor(question: FindSlotsInput) {
  let unknown = false;
  const slots = await findSlots(ground.ctx, question, async () => {
    unknown = true;
    return [];
  });
  return unknown ? null : slots;
}

test('a booking at one location leaves the free times of another where they were, and renews its own', async () => {
  const { ctx } = ground;
  const { centrum, noord, all } = await questions();
  const before = {
    centrum: await findSlots(ctx, centrum),
    noord: await findSlots(ctx, noord),
    all: await findSlots(ctx, all),
  };
  assert.ok(before.noord.length > 0);
  assert.ok((await book(ctx, request('10:00'))).ok);
  assert.equal(await keptFor(noord), before.noord, 'not computed again');
  for (const [question, old] of [
    [centrum, before.centrum],
    [all, before.all],
  ] as const) {
    assert.equal(await keptFor(question), null);
    const room = (slots: typeof old) => slots.reduce((sum, { casemanagers }) => sum + casemanagers.length, 0);
    assert.ok(room(await findSlots(ctx, question)) < room(old));
  }
});

test('questions that ask the same once they are clipped to what can be booked share one answer', async () => {
  const { ctx } = ground;
  const { noord } = await questions();
  const { settings } = await ctx.roster.current();
  assert.ok(settings.horizonDays < 366);
  const far = await findSlots(ctx, { ...noord, to: '2027-11-22' });
  assert.equal(await keptFor({ ...noord, to: '2028-02-29' }), far);
  assert.deepEqual(await keptFor({ ...noord, from: '2027-11-22', to: '2028-02-29' }), []);
});

test('however many different questions are asked, what is kept of them stays within its bytes', async () => {
  const { ctx } = ground;
  const { all } = await questions();
  const today = dateInAmsterdam(ctx.clock.now());
  let found = 0;
  for (let first = 0; first < 28; first++) {
    for (let last = first + 25; last < 56; last++) {
      found += bytesOfSlots(
        await findSlots(ctx, { ...all, from: addDays(today, first), to: addDays(today, last) }),
      );
      assert.ok(ctx.slots.bytes() <= mostSlotBytes, `${ctx.slots.bytes()} bytes are kept`);
    }
  }
  assert.ok(found > 3 * mostSlotBytes, `only ${found} bytes were found`);
});

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { book } from '#server/booking/book.ts';
import { cancel } from '#server/booking/cancel.ts';
import { placeHold } from '#server/booking/placeHold.ts';
import type { Ctx, Services } from '#server/http/context.ts';
import { accept } from '#server/waitingList/accept.ts';
import { decline, leave } from '#server/waitingList/leave.ts';
import { jongereCtx, makeServices } from '../support/factories.ts';
import { assertNoDoubleBooking, atOnce, count, request, tally } from '../support/raceGround.ts';
import { assertFairOffers, at, type WaitingGround, waitingGround } from '../support/waitingGround.ts';

let ground: WaitingGround;
/** Another process on the same database, with limits. */
let other: Services;
let there: Ctx;
before(async () => {
  ground = await waitingGround();
  const { sql, db, clock } = ground;
  other = await makeServices({ sql, db }, { clock, limitsEnabled: true });
  there = jongereCtx(other);
});
after(async () => {
  await other.close();
  await ground.close();
});
beforeEach(() => ground.begin());
const renewAll = () => {
  ground.renew();
  other.bus.say({ roster: true });
};

const minute = 60_000;

async function assertSound(): Promise<void> {
  await assertNoDoubleBooking(ground.sql);
  await assertFairOffers(ground);
}

test('two processes that offer at once hold each time for one, in the order of the line', async () => {
  for (let round = 0; round < 2; round += 1) {
    await ground.begin();
    await ground.work('10:00', '11:00');
    await ground.work('10:00', '11:00');
    renewAll();
    const tokens: string[] = [];
    for (let i = 0; i < 6; i += 1) tokens.push(await ground.wait());
    await Promise.all([ground.run(), ground.run(there), ground.run()]);
    await ground.run();
    // Two casemanagers of an hour: room for four at most, fewer where somebody got a time in the middle.
    const held = await Promise.all(tokens.map(async (token) => (await ground.place(token)).offer !== null));
    const first = held.indexOf(false);
    assert.ok(first >= 2, JSON.stringify(held));
    assert.ok(!held.slice(first).includes(true), 'who waits shorter has a time, who waits longer has none');
    await assertSound();
  }
});

test('a time that comes free goes to who waits or to who books, never to both', async () => {
  for (let round = 0; round < 3; round += 1) {
    await ground.begin();
    await ground.work('10:00', '10:30');
    const made = await ground.booked('10:00');
    const token = await ground.wait();
    renewAll();
    assert.ok((await cancel(ground.ctx, made.token)).ok);
    const results = await Promise.all([
      book(there, request('10:00')),
      ground.run(),
      placeHold(ground.ctx, {
        topic: 'kort',
        start: at('10:00'),
        location: 'centrum',
        modality: 'op-locatie',
      }),
      ground.run(there),
    ]);
    const taken = [results[0], results[2]].filter(({ ok }) => ok).length;
    const { offer } = await ground.place(token);
    assert.equal(taken + (offer ? 1 : 0), 1);
    await assertNoDoubleBooking(ground.sql);
  }
});

test('accepted in its last moment or lapsed: one of the two, whoever comes at that moment', async () => {
  for (const late of [0, 1]) {
    await ground.begin();
    await ground.work('10:00', '10:30');
    const [first, second] = [await ground.wait(), await ground.wait()];
    await ground.run();
    const offer = await ground.offer(first);
    renewAll();
    ground.clock.advance(offer.expiresAt - ground.clock.now() - 1 + late);
    const [taken, , booked] = await Promise.all([
      accept(ground.ctx, first, offer.id),
      ground.run(there),
      book(there, request('10:00')),
      ground.run(),
    ]);
    assert.equal(taken.ok, late === 0);
    await ground.run();
    const next = (await ground.place(second)).offer;
    assert.equal([taken.ok, booked.ok, next !== null].filter(Boolean).length, 1);
    await assertSound();
  }
});

test('accepting ten times at once makes one afspraak, with an afspraak before and without', async () => {
  await ground.work('10:00', '10:30');
  await ground.work('09:00', '09:30');
  await ground.work('15:00', '15:30');
  const theirs = await ground.booked('15:00');
  const tokens = [await ground.waitWith(theirs), await ground.wait()];
  await ground.run();
  for (const token of tokens) {
    const { id } = await ground.offer(token);
    const answers = await atOnce(10, (i) => accept(i % 2 ? ground.ctx : there, token, id));
    assert.deepEqual(tally(answers), { ok: 10 });
    const ids = new Set(answers.map((answer) => answer.ok && answer.appointment.id));
    assert.equal(ids.size, 1);
  }
  assert.equal(await count(ground.sql, 'booked'), 2);
  assert.equal(await count(ground.sql, 'held'), 0);
  await assertSound();
});

test('accepting, leaving, refusing and cancelling at once end in one of them', async () => {
  for (let round = 0; round < 6; round += 1) {
    await ground.begin();
    await ground.work('15:00', '15:30');
    const theirs = await ground.booked('15:00');
    await ground.work('09:00', '09:30');
    const token = await ground.waitWith(theirs);
    await ground.run();
    const { id } = await ground.offer(token);
    renewAll();
    const [taken] = await Promise.all([
      accept(ground.ctx, token, id),
      round % 2 ? leave(there, token) : decline(there, token, id),
      round % 3 ? cancel(there, theirs.token) : ground.run(there),
    ]);
    await ground.run();
    assert.equal(await count(ground.sql, 'held'), 0, JSON.stringify(taken));
    await assertSound();
  }
});

test('what is offered counts for no network, and makes nobody’s hold shorter', async () => {
  for (let i = 0; i < 12; i += 1) await ground.work('10:00', '10:30');
  for (let i = 0; i < 9; i += 1) await ground.wait();
  await ground.run();
  assert.equal(await count(ground.sql, 'held'), 9);
  renewAll();
  const wanted = { topic: 'kort', start: at('10:00'), location: 'centrum', modality: 'op-locatie' } as const;
  const held = await placeHold(there, wanted);
  assert.ok(held.ok);
  assert.equal(held.hold.expiresAt - ground.clock.now(), 10 * minute);
  const [second, third] = [await placeHold(there, wanted), await placeHold(there, wanted)];
  assert.ok(second.ok && third.ok);
});

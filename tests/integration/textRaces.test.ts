import assert from 'node:assert/strict';
import { test } from 'node:test';
import { book } from '#server/booking/book.ts';
import type { Services } from '#server/http/context.ts';
import { prepare } from '#server/notifications/prepare.ts';
import { createSending } from '#server/notifications/sending.ts';
import { openNotifyServer } from '../support/notifyServer.ts';
import { atOnce, raceGround, request } from '../support/raceGround.ts';

test('of processes that each take one of its messages at the same moment, one number gets three a day', async (t) => {
  const ground = await raceGround(1);
  t.after(ground.close);
  const provider = await openNotifyServer();
  t.after(provider.close);
  const services: Services = { ...ground.ctx, texts: provider.way(), sending: createSending(ground.clock) };
  for (let round = 1; round <= 5; round += 1) {
    await ground.sql`truncate appointments, history cascade`;
    for (let one = 0; one < 6; one += 1) {
      const contact = { phone: `+3161235${round}0${one}0` };
      assert.ok((await book(ground.ctx, { ...request(`1${one}:00`), contact })).ok);
    }
    // One telephone in the house.
    await ground.sql`update appointments set phone = ${`+3161235${round}999`}`;
    const taken = await atOnce(6, () => prepare(services, { ways: ['text'], most: 1 }));
    assert.equal(taken.flatMap((some) => some ?? []).length, 3);
    const dropped =
      await ground.sql`select from outbox where state = 'dropped' and reason = 'too-many-today'`;
    assert.equal(dropped.length, 3);
  }
});

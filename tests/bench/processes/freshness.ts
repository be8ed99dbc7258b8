import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { slotsAt } from './ask.ts';
import { book } from './bookings.ts';
import type { Time } from './gemeente.ts';

/** How many can still take a time, as a server says it; nobody when it says nothing. */
async function available(port: number, path: string, { start, location }: Time): Promise<number> {
  const slots = await slotsAt(port, path);
  const slot = slots.find(
    (one) => one.start === start && one.location === location && one.modality === 'op-locatie',
  );
  return slot?.available ?? 0;
}

/** Books each time and asks at once: the next answer must count one casemanager less. Gives how often it did. */
export async function checkSameProcess(port: number, path: string, times: readonly Time[]): Promise<number> {
  for (const [at, time] of times.entries()) {
    const before = await available(port, path, time);
    assert.equal(await book(port, time, `same${at}`), 201);
    assert.equal(
      await available(port, path, time),
      before - 1,
      'the answer after a 201 counts that afspraak',
    );
  }
  return times.length;
}

/** Books each time in one process and asks another until it knows. Gives the milliseconds that each took. */
export async function measureOtherProcess(
  ports: { own: number; other: number },
  path: string,
  times: readonly Time[],
): Promise<number[]> {
  const lags: number[] = [];
  for (const [at, time] of times.entries()) {
    const before = await available(ports.other, path, time);
    assert.equal(await book(ports.own, time, `other${at}`), 201);
    const start = performance.now();
    while ((await available(ports.other, path, time)) !== before - 1) {
      assert(performance.now() - start < 5000, 'another process never heard of a booking');
      await sleep(5);
    }
    lags.push(performance.now() - start);
  }
  return lags;
}

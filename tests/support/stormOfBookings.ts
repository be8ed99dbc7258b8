import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '#db/client.ts';
import { type Answer, bookingOf, type ServerProcess } from './serverProcess.ts';

/** One person who wants one time, and all answers they got. */
interface Wanted {
  key: string;
  start: string;
  answers: Answer[];
}

/** Longer than any outage here lasts: a storm that goes on after this has no servers left. */
const patienceMs = 75_000;

/**
 * Many people book at once, each with an Idempotency-Key, at any of the servers. Who hears nothing or 503 asks
 * again, elsewhere, until there is an answer. `answered` says how many 201 there are so far.
 */
export function startStorm(servers: readonly ServerProcess[], starts: readonly string[], clients = 16) {
  const wanted = starts.map((start): Wanted => ({ key: randomUUID(), start, answers: [] }));
  const waiting = [...wanted];
  const began = performance.now();
  const patient = () => performance.now() - began < patienceMs;
  let answered = 0;
  const book = async (one: Wanted, first: number) => {
    const body = bookingOf('kort', one.start);
    for (let i = first; patient(); i++) {
      const server = servers[i % servers.length];
      assert.ok(server);
      const answer = await server.call('/api/v1/appointments', body, { 'idempotency-key': one.key });
      one.answers.push(answer);
      if (answer.status === 201) answered += 1;
      if (answer.status !== 0 && answer.status !== 503) break;
      // A person waits a little too; and it goes on for as long as the outage does.
      await sleep(50);
    }
    // Whoever got an answer may still send the same again.
    if (first % 3 === 0) {
      const alive = servers.find((server) => server.runs());
      const again = await alive?.call('/api/v1/appointments', body, { 'idempotency-key': one.key });
      if (again && again.status !== 503 && again.status !== 0) one.answers.push(again);
    }
  };
  const done = Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let one = waiting.shift(); one; one = waiting.shift()) await book(one, client);
    }),
  );
  return { answered: () => answered, patient, done, wanted };
}

/** Until so many were answered 201. */
export async function untilAnswered(
  storm: Pick<ReturnType<typeof startStorm>, 'answered' | 'patient'>,
  many: number,
): Promise<void> {
  while (storm.answered() < many) {
    assert.ok(storm.patient(), `only ${storm.answered()} of ${many} were answered 201`);
    await sleep(5);
  }
}

/** Each answered 201 is there, none twice, and who asked again heard of the same afspraak. */
export async function assertAllKept(sql: Sql, wanted: readonly Wanted[]): Promise<void> {
  const rows = await sql<{ reference: string }[]>`select reference from appointments where status = 'booked'`;
  const there = rows.map(({ reference }) => reference);
  assert.equal(new Set(there).size, there.length);
  const promised = new Set<string>();
  for (const { answers, start } of wanted) {
    const statuses = answers.map(({ status }) => status);
    assert.ok(
      statuses.every((status) => [0, 201, 409, 503].includes(status)),
      `${start}: ${statuses}`,
    );
    const made = answers.filter(({ status }) => status === 201).map(({ body }) => String(body.reference));
    assert.ok([201, 409].includes(statuses.at(-1) ?? 0), `${start} was never answered: ${statuses}`);
    assert.ok(new Set(made).size <= 1, `${start} was made twice: ${made}`);
    const [reference] = made;
    if (reference === undefined) continue;
    assert.ok(there.includes(reference), `${reference} was promised and is gone`);
    promised.add(reference);
  }
  assert.equal(there.length, promised.size, 'an afspraak stands of which nobody heard');
}

import { setTimeout as sleep } from 'node:timers/promises';
import DataLoader from 'dataloader';
import { isDatabaseAway } from '#server/kernel/databaseAway.ts';
import type { Services } from './context.ts';
import { prepare } from './prepare.ts';
import { outcomeOf, putBack, sendOne } from './sendOne.ts';
import { type Settled, settle } from './settle.ts';
import { turnForward } from './turnForward.ts';
import type { Outgoing } from './types.ts';

/** Turns that run side by side: while one writes down and takes new ones, the other sends. */
const lanes = 3;
/** Taken at once by each: few enough that a process that is killed leaves few behind. */
const atOnce = 50;
/** On the line at once, of each lane. */
const onTheLine = 10;
/** A turn ends well before it counts as lost. */
const longestTurnMs = 20_000;
/** Results within so many milliseconds are written together. */
const gatherMs = 10;
/** So long it is tried to write down what went out, while the database is away. */
const writeDownMs = 15_000;

/**
 * Sends what is due, until nothing is left or the turn is over. What fails for now is tried again, later each time; when a mail
 * server or provider cannot be reached, all by that way waits.
 */
export async function sendDue(services: Services): Promise<void> {
  const { clock, sending } = services;
  const begun = performance.now();
  const goesOn = () => !sending.stopping.aborted && performance.now() - begun < longestTurnMs;
  await turnForward(services.sql, clock.now());
  // Written down one by one they would cost more than sending them.
  const settling = new DataLoader<Settled, null>(
    async (results) => {
      await writeDown(services, results);
      return results.map(() => null);
    },
    { cache: false, batchScheduleFn: (write) => setTimeout(write, gatherMs) },
  );
  const lane = async () => {
    for (let ways = sending.open(); goesOn() && ways.length > 0; ways = sending.open()) {
      const outgoing = await prepare(services, { ways, most: atOnce });
      if (outgoing === null) return;
      await sendAll(services, outgoing, { goesOn, settle: (one) => settling.load(one) });
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane));
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}

/** Sends these, a few at once; what it does not come to, since the way closed or the turn is over, is put back. */
async function sendAll(
  services: Services,
  outgoing: readonly Outgoing[],
  { goesOn, settle }: { goesOn(): boolean; settle(one: Settled): Promise<null> },
): Promise<void> {
  const { clock, sending } = services;
  const rest = outgoing.values();
  const settled: Promise<null>[] = [];
  const worker = async () => {
    for (const one of rest) {
      const isTried = goesOn() && sending.open().includes(one.channel);
      const result = isTried
        ? outcomeOf(one, await sendOne(services, one), clock.now())
        : putBack(one, clock.now());
      settled.push(settle(result));
    }
  };
  await Promise.all(Array.from({ length: onTheLine }, worker));
  await Promise.all(settled);
}

/** Writes down how messages went. They did go out, so that a database that restarts is waited for. */
async function writeDown({ sql, clock }: Services, results: readonly Settled[]): Promise<void> {
  const begun = performance.now();
  for (;;) {
    try {
      return await settle(sql, clock.now(), results);
    } catch (error) {
      if (!isDatabaseAway(error) || performance.now() - begun > writeDownMs) throw error;
      await sleep(250);
    }
  }
}

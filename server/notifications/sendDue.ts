import { setTimeout as sleep } from 'node:timers/promises';
import DataLoader from 'dataloader';
import { isDatabaseAway } from '#server/kernel/databaseAway.ts';
import type { Services } from './context.ts';
import { prepare } from './prepare.ts';
import { outcomeOf, putBack, sendOne } from './sendOne.ts';
import { type Settled, settle } from './settle.ts';
import { turnForward } from './turnForward.ts';
import type { Outgoing } from './types.ts';

/** Taken at once, and as many again while those go out: few enough that a process that is killed leaves few behind. */
const atOnce = 50;
/** On the line at once: some more than there are connections, so that the next one is made when one comes free. */
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
  const settling = gather(services);
  const written: Promise<void>[] = [];
  const due = takeDue(services, goesOn);
  const line = async () => {
    for await (const one of due) {
      // What it does not come to, since the way closed or the turn is over, is put back.
      const isTried = goesOn() && sending.open().includes(one.channel);
      const result = isTried
        ? outcomeOf(one, await sendOne(services, one), clock.now())
        : putBack(one, clock.now());
      const writing = settling.load(result);
      // Should it fail while others still send, that is said at the end.
      writing.catch(() => {});
      written.push(writing);
    }
  };
  const lines = await Promise.allSettled(Array.from({ length: onTheLine }, line));
  await Promise.all(written);
  const failed = lines.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}

/** What is due, one after another: the next ones are taken and marked as under way while these go out. */
async function* takeDue(services: Services, goesOn: () => boolean): AsyncGenerator<Outgoing, void> {
  const take = async () => {
    const ways = services.sending.open();
    return goesOn() && ways.length > 0 ? prepare(services, { ways, most: atOnce }) : null;
  };
  let coming = take();
  for (let taken = await coming; taken !== null; taken = await coming) {
    coming = take();
    // Should it fail, that is said when it is its turn.
    coming.catch(() => {});
    yield* taken;
  }
}

/** Writes down results that come within a moment together: one by one they would cost more than sending. */
const gather = (services: Services) =>
  new DataLoader<Settled, void>(
    async (results) => {
      await writeDown(services, results);
      return results.map(() => undefined);
    },
    { cache: false, batchScheduleFn: (write) => setTimeout(write, gatherMs) },
  );

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

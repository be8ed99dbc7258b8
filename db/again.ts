import { setTimeout as sleep } from 'node:timers/promises';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import postgres from 'postgres';

/** How often a transaction is tried at most. */
export const mostTries = 6;
/** The longest wait before the second try, in ms; it doubles with each. */
const firstWait = 10;

/** `serialization_failure` and `deadlock_detected`: PostgreSQL undid the transaction so that another could go on. */
const passing = new Set(['40001', '40P01']);

/** What was tried often enough: who tries around that does not begin anew. */
const givenUp = new WeakSet<object>();

/** Whether PostgreSQL says that the same transaction may succeed when it is tried again. */
function mayPass(error: unknown): boolean {
  if (typeof error === 'object' && error !== null && givenUp.has(error)) return false;
  const said = error instanceof DrizzleQueryError ? error.cause : error;
  return said instanceof postgres.PostgresError && passing.has(said.code);
}

/**
 * Does `work` again while PostgreSQL says that it may succeed then, six times at most; throws what the last try threw.
 * `work` is a whole transaction, and what it does outside of the database must bear being done twice.
 */
export async function again<T>(
  work: () => Promise<T>,
  wait: (ms: number) => Promise<unknown> = sleep,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!mayPass(error)) throw error;
      if (tries >= mostTries) {
        if (error instanceof Error) givenUp.add(error);
        throw error;
      }
      // By chance, so that two that met each other do not meet again.
      await wait(Math.random() * firstWait * 2 ** (tries - 1));
    }
  }
}

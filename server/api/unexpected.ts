import type { Logger } from 'pino';
import { NotAllowed } from '#server/access/may.ts';
import { innerError, isDatabaseAway } from '#server/kernel/databaseAway.ts';
import { QueueFull } from '#server/kernel/keyedSemaphore.ts';
import type { Language } from '#server/kernel/languages.ts';
import { queueFullSeconds } from '#server/kernel/limits/inTurn.ts';
import type { Answer } from './answer.ts';
import { problem, retryAfter } from './problems.ts';

/** What is said of an error that no call answers itself: nothing of its insides, which go to the log. */
export function unexpected(log: Logger, language: Language, error: unknown): Answer {
  if (error instanceof QueueFull) {
    return problem(language, 'too-many', { headers: retryAfter(queueFullSeconds) });
  }
  if (error instanceof NotAllowed) return problem(language, 'not-found');
  if (isDatabaseAway(error)) {
    log.error({ err: innerError(error) }, 'the database is away');
    return problem(language, 'unavailable', { headers: retryAfter(5) });
  }
  log.error({ err: innerError(error) }, 'an API call failed');
  return problem(language, 'internal');
}

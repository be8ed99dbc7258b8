import type { Logger } from 'pino';
import type { Language } from '../languages.ts';
import { lineFullSeconds } from '../limits/inTurn.ts';
import { LineFull } from '../turns.ts';
import type { Answer } from './answer.ts';
import { innerError, isDatabaseAway } from './databaseAway.ts';
import { problem, retryAfter } from './problems.ts';

/** What is said of an error that no call answers itself: nothing of its insides, which go to the log. */
export function unexpected(log: Logger, language: Language, error: unknown): Answer {
  if (error instanceof LineFull) {
    return problem(language, 'too-many', { headers: retryAfter(lineFullSeconds) });
  }
  if (isDatabaseAway(error)) {
    log.error({ err: innerError(error) }, 'the database is away');
    return problem(language, 'unavailable', { headers: retryAfter(5) });
  }
  log.error({ err: innerError(error) }, 'an API call failed');
  return problem(language, 'internal');
}

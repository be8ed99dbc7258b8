import { DrizzleQueryError } from 'drizzle-orm/errors';

/** postgres.js and the network: nobody answers there. */
const unreachable = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'ENOENT',
]);
/** PostgreSQL: connection exceptions, too many connections, shutting down, crashed, starting up. */
const refused = /^(08...|53300|57P0[1-3])$/;

/** The error itself: drizzle wraps it in one whose message holds the values of the query. */
export function innerError(error: unknown): unknown {
  return error instanceof DrizzleQueryError ? error.cause : error;
}

/** Whether an error says that the database is away for now, and not that we did something wrong. */
export function isDatabaseAway(error: unknown): boolean {
  const inner = innerError(error);
  const code = inner instanceof Error && 'code' in inner ? String(inner.code) : '';
  return unreachable.has(code) || refused.test(code);
}

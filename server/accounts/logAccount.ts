import { type Guarded, logSecurity } from '#server/security/securityLog.ts';

/** Writes into the security log what was done to somebody's account, or why it was not. */
export function logAccount(ctx: Guarded, id: string, reason: string, done = true): void {
  logSecurity(ctx, { action: 'account', object: `account:${id}`, result: done ? 'done' : 'refused', reason });
}

/** Writes what came of an act on somebody's account into the security log, and hands it on. */
export function logOutcome<Result extends { ok: true } | { ok: false; error: string }>(
  ctx: Guarded,
  id: string,
  done: string,
  result: Result,
): Result {
  logAccount(ctx, id, result.ok ? done : result.error, result.ok);
  return result;
}

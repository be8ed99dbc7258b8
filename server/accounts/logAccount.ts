import { type Guarded, logSecurity } from '#server/security/securityLog.ts';

/** Writes into the security log what was done to somebody's account, or why it was not. */
export function logAccount(ctx: Guarded, id: string, reason: string, done = true): void {
  logSecurity(ctx, { action: 'account', object: `account:${id}`, result: done ? 'done' : 'refused', reason });
}

import type { Logger } from 'pino';
import type { Actor } from '#server/kernel/context.ts';

/** One thing that matters to who guards the site. Nothing in it is what somebody typed. */
export interface SecurityEvent {
  /** What was done or tried. */
  action:
    | 'sign-in'
    | 'sign-out'
    | 'password'
    | 'account'
    | 'session-ended'
    | 'lock-out'
    | 'request'
    | 'connect'
    | 'hold';
  /**
   * To what: `account:` and its id, or a part of the site such as `page:afspraak`, `api:appointments`, `chat`.
   * Without tokens, names or addresses.
   */
  object: string;
  /** How it ended; `alarm` is for what was let through and should be looked at. */
  result: 'done' | 'refused' | 'alarm';
  /** Why, in a word of the code, `wrong-password`; or the HTTP status. */
  reason?: string | number;
  /** How many, of what the alarm is about. */
  count?: number;
}

/**
 * Writes a line of the security log: JSON, with who did it, from where (a keyed hash of the address that nobody can
 * turn back) and when. It is written at every LOG_LEVEL but `silent`.
 */
export function logSecurity(
  { log, actor }: { log: Logger; actor: Actor },
  { action, object, result, reason, count }: SecurityEvent,
): void {
  const guard = log.child({}, { level: log.level === 'silent' ? 'silent' : 'info' });
  const origin = actor.kind === 'system' ? undefined : actor.addressKey || undefined;
  const who = actor.kind === 'staff' ? `staff:${actor.staff.id}` : actor.kind;
  const line = { log: 'security', action, object, result, reason, count, actor: who, origin };
  guard[result === 'alarm' ? 'warn' : 'info'](line, `${action} ${result}`);
}

import type { Logger } from 'pino';
import type { AuditRow } from '#server/kernel/auditLog.ts';
import { auditRow } from '#server/kernel/auditRow.ts';
import type { Ctx } from '#server/kernel/context.ts';

/** One thing that matters to who guards the site. Nothing in it is what somebody typed. */
export interface SecurityEvent {
  /** What was done or tried. */
  action:
    | 'sign-in'
    | 'sign-out'
    | 'password'
    | 'account'
    | 'held'
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

/** Writes a line at every LOG_LEVEL but `silent`. */
export function tellGuard(log: Logger, line: object, message: string, as: 'info' | 'warn' = 'info'): void {
  log.child({}, { level: log.level === 'silent' ? 'silent' : 'info' })[as](line, message);
}

/** Who asks, and the logs that hear of it. */
export type Guarded = Pick<Ctx, 'log' | 'actor' | 'audit' | 'door' | 'clock'> & Partial<Pick<Ctx, 'trace'>>;

/**
 * Writes a line of the security log: JSON, with who did it, from where (a keyed hash of the address that nobody can
 * turn back) and when. It is written at every LOG_LEVEL but `silent`. Who came in, left, or tried in vain stands in the audit log
 * too.
 */
export function logSecurity(by: Guarded, event: SecurityEvent): void {
  const { log, actor } = by;
  const { action, object, result, reason, count } = event;
  const origin = actor.kind === 'system' ? undefined : actor.addressKey || undefined;
  const who = actor.kind === 'staff' ? `staff:${actor.staff.id}` : actor.kind;
  const line = { log: 'security', action, object, result, reason, count, actor: who, origin };
  tellGuard(log, line, `${action} ${result}`, result === 'alarm' ? 'warn' : 'info');
  const kind = auditKindOf(event);
  if (kind === null) return;
  const [part = object, id] = object.split(':', 2);
  const about = part === 'account' ? { kind: part, id } : { kind: part };
  const at = new Date(by.clock.now()).toISOString();
  by.audit.add(
    auditRow(by, at, { kind, action, about, result: kind === 'tried' ? 'refused' : 'done', reason }),
  );
}

/** A page that was left open asks by itself when the session is over, and too much is no attempt at something. */
const noAttempt: ReadonlySet<string | number> = new Set([401, 429, 503, 'signed-out']);

/** What an event is in the audit log; null for what it has from elsewhere, or not at all. */
function auditKindOf({ action, result, reason }: SecurityEvent): AuditRow['kind'] | null {
  if (result === 'refused') return noAttempt.has(reason ?? '') ? null : 'tried';
  const isSession = action === 'sign-in' || action === 'sign-out' || action === 'session-ended';
  return result === 'done' && isSession ? 'entered' : null;
}

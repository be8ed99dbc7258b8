import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import type { Database } from '#db/client.ts';
import type { roles } from '#db/schema/words.ts';
import type { AuditLog, Door } from './auditLog.ts';
import type { Bus } from './bus.ts';
import type { Clock } from './clock.ts';
import type { KeyedSemaphore } from './keyedSemaphore.ts';
import type { Language } from './languages.ts';
import type { Limits, NetworkKeys } from './limits/limits.ts';
import type { Tokens } from './tokens.ts';

/**
 * What is made once per process, whatever the capability. Each capability names in a `context.ts` of its own what it
 * needs beside this; `services.ts` makes all of it.
 */
export interface Services {
  sql: Sql;
  db: Database;
  clock: Clock;
  log: Logger;
  /** What changed, told to all processes. */
  bus: Bus;
  tokens: Tokens;
  limits: Limits;
  /** Those of one network who ask what has to be computed, see `limits/inTurn.ts`. */
  computing: KeyedSemaphore;
  /** The address under which people know the site, without a slash at the end. */
  publicUrl: string;
  /** By which way somebody comes: `job` for what nobody asks; each other way in says so in the context that it makes. */
  door: Door;
  /** Of who came with W3C trace context: their trace and span, `TRACE-SPAN` in hex. */
  trace: string | null;
  /** Who viewed what, and who tried to in vain. What is changed goes with the change: `w.record`. */
  audit: AuditLog;
}

export interface StaffMember {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
  /** At least one. */
  roles: readonly (typeof roles)[number][];
  /** Members of one team see and help with each other's agenda; null for somebody without a team. */
  team: { id: string; name: string } | null;
  /** The id of the organisation that they work for. */
  organisation: string;
  /** Whether the workplace is shown larger to them. */
  roomy: boolean;
  /** The SHA-256 of the token of their session: names it, and opens nothing. */
  session: string;
}

/** Who asks. A jongere is nobody: all we know are keyed hashes of an address and its networks, for limits only. */
export type Actor =
  | { kind: 'jongere'; addressKey: string; networks: NetworkKeys }
  | { kind: 'staff'; staff: StaffMember; addressKey: string }
  | { kind: 'system' };

/** Who asks, and what they read. */
export interface Asker {
  actor: Actor;
  language: Language;
}

/** What every verb gets beside its input. */
export interface Ctx extends Services, Asker {}

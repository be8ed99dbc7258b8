import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import type { Database } from '#db/client.ts';
import type { KnownBrowsers } from '#server/accounts/knownBrowsers.ts';
import type { Passwords } from '#server/accounts/passwords.ts';
import type { Sessions } from '#server/accounts/sessions.ts';
import type { Room } from '#server/booking/room.ts';
import type { ChatAvailability } from '#server/chat/types.ts';
import type { VisitorKeys } from '#server/chat/visitorKey.ts';
import type { PageCache } from '#server/http/pageCache.ts';
import type { RosterCache } from '#server/roster/cache.ts';
import type { Settings } from '#server/settings/schema.ts';
import type { Slot } from '#server/slots/types.ts';
import type { Bus } from './bus.ts';
import type { Cache } from './cache.ts';
import type { Clock } from './clock.ts';
import type { Language } from './languages.ts';
import type { Limits, NetworkKeys } from './limits/limits.ts';
import type { Seats } from './limits/seats.ts';
import type { Tokens } from './tokens.ts';
import type { Turns } from './turns.ts';

/** What is made once per process, in `services.ts`. */
export interface Services {
  sql: Sql;
  db: Database;
  clock: Clock;
  log: Logger;
  /** What changed, told to all processes. */
  bus: Bus;
  roster: RosterCache;
  /** Free times, for pages and live lists. */
  slots: Cache<readonly Slot[]>;
  /** Public pages as they were rendered. */
  pages: PageCache;
  /** Whether the chat is open, for who thinks of starting one. */
  chatAvailability: Cache<ChatAvailability>;
  tokens: Tokens;
  /** What a browser is known by for one day, so that it can be blocked. */
  visitorKeys: VisitorKeys;
  /**
   * Those in this process who want the same time: whoever comes second looks when the first is done, instead of holding a
   * connection and a lock until then. It decides nothing: other processes come in between.
   */
  claims: Turns;
  /** Those of one network who ask what has to be computed, see `limits/inTurn.ts`. */
  computing: Turns;
  limits: Limits;
  /** How much can be booked at all, for the share of one network. */
  room: Room;
  /** Places for what stays open. */
  seats: Record<'slots' | 'agenda' | 'chat', Seats>;
  sessions: Sessions;
  knownBrowsers: KnownBrowsers;
  passwords: Passwords;
  /** Stops listening to other processes. */
  close(): Promise<void>;
  /** The address under which people know the site, without a slash at the end. */
  publicUrl: string;
}

export interface StaffMember {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
  role: 'casemanager' | 'beheerder';
  /** Members of one team see and help with each other's agenda; null for somebody without a team. */
  team: { id: string; name: string } | null;
  /** The id of the organisation that they work for. */
  organisation: string;
}

/** Who asks. A jongere is nobody: all we know are keyed hashes of an address and its networks, for limits only. */
export type Actor =
  | { kind: 'jongere'; addressKey: string; networks: NetworkKeys }
  | { kind: 'staff'; staff: StaffMember; addressKey: string }
  | { kind: 'system' };

/** What every verb gets beside its input. */
export interface Ctx extends Services {
  actor: Actor;
  language: Language;
}

/** What a page finds in `Astro.locals`. */
export interface RequestLocals {
  ctx: Ctx;
  settings: Settings;
  /** The version of the roster that the settings are from. */
  rosterVersion: number;
  /** What the page is read in. */
  lang: Language;
  demo: boolean;
  staff: StaffMember | null;
  /** The SHA-256 of the token of their session: names it, and opens nothing. */
  sessionId: string | null;
  /** What the browser is known by today, for what a casemanager can block. */
  visitorKey(): Promise<string>;
  /** The HTTP status of what was wrong with the request itself; the page `/fout` says it. */
  problem: number | null;
}

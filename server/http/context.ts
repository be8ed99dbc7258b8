import type { Spans } from '#server/audit/spans/sendSpans.ts';
import type * as busy from '#server/calendar/busy/context.ts';
import type { Visits } from '#server/figures/visits.ts';
import type { Cache } from '#server/kernel/cache.ts';
import type { Asker, StaffMember } from '#server/kernel/context.ts';
import type { Language } from '#server/kernel/languages.ts';
import type { Seats } from '#server/kernel/limits/seats.ts';
import type * as lists from '#server/lists/context.ts';
import type * as looks from '#server/looks/context.ts';
import type * as notifications from '#server/notifications/context.ts';
import type * as push from '#server/push/context.ts';
import type { Settings } from '#server/settings/schema.ts';
import type { NothingFree } from '#server/waitingList/nothingFree.ts';
import type { PageCache } from './pageCache.ts';

/** All that verbs, pages, the API and live streams get. */
export interface Services
  extends notifications.Services,
    looks.Services,
    push.Services,
    busy.Services,
    lists.Services {
  /** Public pages as they were rendered. */
  pages: PageCache;
  /** Published figures of a period as they were rendered. */
  figureParts: Cache<string>;
  /** How far visitors come. */
  visits: Visits;
  /** How often nothing was free. */
  nothingFree: NothingFree;
  /** Places for what stays open. */
  seats: Record<'slots' | 'agenda' | 'chat', Seats>;
  /** Null when the gemeente has no logboek for the audit log. */
  spans: Spans | null;
  /** Stops listening to other processes. */
  close(): Promise<void>;
}

export interface Ctx extends Services, Asker {}

/** What a page finds in `Astro.locals`. */
export interface RequestLocals {
  ctx: Ctx;
  settings: Settings;
  /** The version of the roster that the settings are from. */
  rosterVersion: number;
  /** What the page is read in. */
  lang: Language;
  demo: boolean;
  /** Whether the public pages are open; until then they say so, and staff sets up. */
  isOpen: boolean;
  staff: StaffMember | null;
  /** The SHA-256 of the token of their session: names it, and opens nothing. */
  sessionId: string | null;
  /** What the browser is known by today, for what a casemanager can block. */
  visitorKey(): Promise<string>;
  /** The HTTP status of what was wrong with the request itself; the page `/fout` says it. */
  problem: number | null;
}

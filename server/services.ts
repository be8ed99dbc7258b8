import type { Logger } from 'pino';
import type { Database, Sql } from '#db/client.ts';
import { createKnownBrowsers } from '#server/accounts/knownBrowsers.ts';
import { createPasswords } from '#server/accounts/passwords.ts';
import { cookieNames } from '#server/accounts/rules.ts';
import { createSessions } from '#server/accounts/sessions.ts';
import { createSingleSignOn } from '#server/accounts/sso/context.ts';
import type { OidcConfig } from '#server/accounts/sso/provider.ts';
import { createTokenCookie } from '#server/accounts/tokenCookie.ts';
import { gatherAudit } from '#server/audit/gather.ts';
import { createSpans, type LogbookConfig } from '#server/audit/spans/sendSpans.ts';
import { bytesOfSlots, mostSlotBytes } from '#server/availability/findSlots.ts';
import { createRoom } from '#server/booking/room.ts';
import { createCalendars } from '#server/calendar/busy/calendars.ts';
import { type GraphConfig, type GraphHosts, microsoft } from '#server/calendar/busy/graph/graphApi.ts';
import type { ChatAvailability } from '#server/chat/types.ts';
import { createVisitorKeys } from '#server/chat/visitorKey.ts';
import { countVisits } from '#server/figures/visits.ts';
import type { Services } from '#server/http/context.ts';
import { createPageCache } from '#server/http/pageCache.ts';
import { startBus } from '#server/kernel/bus.ts';
import { createCache } from '#server/kernel/cache.ts';
import type { Clock } from '#server/kernel/clock.ts';
import { createKeyedSemaphore, unlimited } from '#server/kernel/keyedSemaphore.ts';
import { computedAtOnce, mostWaiting } from '#server/kernel/limits/inTurn.ts';
import { createLimits } from '#server/kernel/limits/limits.ts';
import { createSeats } from '#server/kernel/limits/seats.ts';
import { createSeals } from '#server/kernel/seals.ts';
import { createTokens } from '#server/kernel/tokens.ts';
import { createListJobs } from '#server/lists/work/jobs.ts';
import { readGrounds } from '#server/looks/grounds.ts';
import { keepMessages } from '#server/mailbox/keepMessages.ts';
import type { MailWay, Texter } from '#server/notifications/context.ts';
import { createSending } from '#server/notifications/sending.ts';
import { createOutgoing, type PrivateTargets } from '#server/outgoing/outgoing.ts';
import { publicOnly, type Reach } from '#server/outgoing/reach.ts';
import { vapidKeys } from '#server/push/vapid.ts';
import { createRosterCache } from '#server/roster/cache.ts';
import { logSecurity } from '#server/security/securityLog.ts';
import type { Slot } from '#server/slots/types.ts';
import { countNothingFree } from '#server/waitingList/nothingFree.ts';

export interface ServiceParts {
  sql: Sql;
  db: Database;
  clock: Clock;
  log: Logger;
  /** The secret under which private tokens are made. */
  secret: string;
  publicUrl: string;
  limitsEnabled: boolean;
  /** Null or left out without single sign-on. */
  oidc?: OidcConfig | null;
  /** Null or left out when the audit log goes nowhere else. */
  logbook?: LogbookConfig | null;
  /** Null or left out when no mail goes out. */
  mail?: MailWay | null;
  /** Null or left out when no text messages go out. */
  texts?: Texter | null;
  /** What may be sent into the own network; nothing when left out. */
  privateTargets?: PrivateTargets;
  /** What may be asked for calendars of casemanagers; public addresses unless given. */
  reach?: Reach;
  /** Null or left out without calendars of Microsoft 365; `hosts` are Microsoft's unless given. */
  graph?: { config: GraphConfig; hosts?: GraphHosts } | null;
  /** Messages that have no such way are kept, for the mailbox of a demo. */
  hasMailbox?: boolean;
}

const megabyte = 1024 * 1024;
const minute = 60_000;

/** Builds, once per process, all that verbs get in their `ctx`. */
export async function createServices(parts: ServiceParts): Promise<Services> {
  const { sql, db, clock, log, secret, publicUrl, limitsEnabled, oidc = null, logbook = null } = parts;
  const sending = createSending(clock);
  const { privateTargets = 'none' } = parts;
  const calendars = createCalendars(
    parts.reach ?? publicOnly,
    parts.graph ? { config: parts.graph.config, hosts: parts.graph.hosts ?? microsoft } : null,
  );
  const bus = await startBus(sql, {
    onError: (err) => log.warn({ err }, 'could not tell others of a change'),
    onDropped: (dropped) =>
      log.warn({ dropped }, 'dropped what another process said: expected a message of this release'),
  });
  const kept = parts.hasMailbox ? keepMessages({ sql, db, clock, bus }) : null;
  const audit = gatherAudit({ sql, clock, log });
  const visits = countVisits({ sql, clock, log });
  const nothingFree = countNothingFree({ sql, clock, log });
  const roster = createRosterCache({ sql, db }, { clock, bus, log });
  const fresh = { bus, clock };
  const tokens = createTokens(secret);
  const secure = publicUrl.startsWith('https:');
  return {
    sql,
    db,
    clock,
    log,
    publicUrl,
    door: 'job',
    trace: null,
    audit,
    visits,
    mail: parts.mail ?? kept?.mail ?? null,
    texts: parts.texts ?? kept?.texts ?? null,
    mailbox: kept && { siteUrl: publicUrl },
    sending,
    nothingFree,
    spans: logbook && createSpans({ sql, clock, log, secret }, logbook),
    bus,
    roster,
    grounds: readGrounds(),
    pages: createPageCache(fresh, roster),
    slots: createCache<readonly Slot[]>(fresh, {
      topics: { roster: true, agenda: true },
      mostBytes: mostSlotBytes,
      bytesOf: bytesOfSlots,
    }),
    // One entry: it is the same for everybody.
    chatAvailability: createCache<ChatAvailability>(fresh, {
      topics: { roster: true, queue: true },
      mostBytes: megabyte,
      bytesOf: () => 1000,
    }),
    figureParts: createCache<string>(fresh, {
      topics: { roster: true },
      mostBytes: 8 * megabyte,
      bytesOf: (html) => 2 * html.length,
      maxAgeMs: minute,
    }),
    tokens,
    visitorKeys: createVisitorKeys(sql, clock, secret),
    listJobs: createListJobs(),
    claims: createKeyedSemaphore({ atOnce: 1 }),
    computing: limitsEnabled
      ? createKeyedSemaphore({ atOnce: computedAtOnce, mostWaiting: mostWaiting })
      : unlimited,
    limits: createLimits(clock, secret, limitsEnabled),
    seats: {
      slots: createSeats(limitsEnabled),
      agenda: createSeats(limitsEnabled),
      chat: createSeats(limitsEnabled),
    },
    room: createRoom(sql, roster, clock),
    sessions: createSessions(db, clock, {
      secure,
      ended: (staffId, reason) =>
        logSecurity(
          { log, actor: { kind: 'system' }, audit, door: 'job', clock },
          { action: 'session-ended', object: `account:${staffId}`, result: 'done', reason },
        ),
    }),
    knownBrowsers: createKnownBrowsers(tokens, { secure }),
    passwords: createPasswords(),
    seals: createSeals(secret),
    outgoing: createOutgoing(privateTargets),
    vapid: vapidKeys(secret, publicUrl),
    sso: oidc && createSingleSignOn(oidc, { clock, secure }),
    pendingCookie: createTokenCookie(cookieNames(secure).pending, { secure }),
    trustedCookie: createTokenCookie(cookieNames(secure).trustedDevice, { secure }),
    calendars,
    async close() {
      sending.stop();
      parts.mail?.mailer.close();
      await calendars.close();
      await audit.close();
      await visits.close();
      await nothingFree.close();
      await bus.close();
    },
  };
}

import type { Logger } from 'pino';
import type { Database, Sql } from '../db/client.ts';
import { createKnownBrowsers } from './accounts/knownBrowsers.ts';
import { createPasswords } from './accounts/passwords.ts';
import { createSessions } from './accounts/sessions.ts';
import { bytesOfSlots, type FoundSlots } from './availability/findSlots.ts';
import { createRoom } from './booking/room.ts';
import { startChanges } from './kernel/changes.ts';
import { startChatPokes } from './chat/live/pokes.ts';
import type { Door } from './chat/types.ts';
import { createVisitorKeys } from './chat/visitorKey.ts';
import type { Clock } from './kernel/clock.ts';
import type { Services } from './kernel/context.ts';
import { createFreshCache } from './kernel/freshCache.ts';
import { createAgendaPages } from './http/agendaPages.ts';
import type { Encoded } from './http/encodings.ts';
import { createPageCache } from './http/pageCache.ts';
import { computedAtOnce, mostInLine } from './kernel/limits/inTurn.ts';
import { createLimits } from './kernel/limits/limits.ts';
import { createSeats } from './kernel/limits/seats.ts';
import { createRosterCache } from './roster/cache.ts';
import { logSecurity } from './security/securityLog.ts';
import { createTokens } from './kernel/tokens.ts';
import { createTurns, noTurns } from './kernel/turns.ts';

export interface ServiceParts {
  sql: Sql;
  db: Database;
  clock: Clock;
  log: Logger;
  /** The secret under which private tokens are made. */
  secret: string;
  publicUrl: string;
  limitsEnabled: boolean;
}

const megabyte = 1024 * 1024;

/** Builds, once per process, all that verbs get in their `ctx`. */
export async function createServices(parts: ServiceParts): Promise<Services> {
  const { sql, db, clock, log, secret, publicUrl, limitsEnabled } = parts;
  const untold = (error: unknown) => log.warn({ err: error }, 'could not tell other processes of a change');
  const changes = await startChanges(sql, untold);
  const chatPokes = await startChatPokes(sql, untold);
  const roster = createRosterCache({ sql, db }, { clock, changes, log });
  const tokens = createTokens(secret);
  const secure = publicUrl.startsWith('https:');
  return {
    sql,
    db,
    clock,
    log,
    publicUrl,
    changes,
    chatPokes,
    roster,
    pages: createPageCache(roster, clock),
    agendaPages: createAgendaPages(changes, clock),
    slots: createFreshCache<FoundSlots>(changes, clock, { mostBytes: 24 * megabyte, bytesOf: bytesOfSlots }),
    slotAnswers: createFreshCache<Encoded>(changes, clock, {
      mostBytes: 16 * megabyte,
      // Compressed it is a tenth at most, in each encoding that somebody asks for.
      bytesOf: ({ identity }) => Math.ceil(identity.byteLength * 1.3),
    }),
    // One entry: there is one door.
    chatDoor: createFreshCache<Door>(changes, clock, { mostBytes: megabyte, bytesOf: () => 1000 }),
    tokens,
    visitorKeys: createVisitorKeys(sql, clock, secret),
    claims: createTurns({ atOnce: 1 }),
    computing: limitsEnabled ? createTurns({ atOnce: computedAtOnce, mostWaiting: mostInLine }) : noTurns,
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
          { log, actor: { kind: 'system' } },
          { action: 'session-ended', object: `account:${staffId}`, result: 'done', reason },
        ),
    }),
    knownBrowsers: createKnownBrowsers(tokens, { secure }),
    passwords: createPasswords(),
    async close() {
      await changes.close();
      await chatPokes.close();
    },
  };
}

import { randomBytes } from 'node:crypto';
import { DrizzlePostgreSQLAdapter } from '@lucia-auth/adapter-drizzle';
import { and, eq, lte, sql } from 'drizzle-orm';
import { type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from 'lucia';
import type { Database } from '../../db/client.ts';
import { sessions, staff } from '../../db/schema/index.ts';
import type { Clock } from '../clock.ts';
import type { StaffMember } from '../context.ts';
import { hashToken } from '../security/tokens.ts';
import type { Missed } from './attempts.ts';
import { cookieNames, longestSessionMs, sessionEnded, touchEveryMs } from './rules.ts';

// The one file that knows Lucia, which is no longer developed.

/** Who is signed in, by tokens of which the database holds only the SHA-256. */
export interface Sessions {
  /**
   * Begins a session for somebody whose password was right. Answers its token, 43 characters of base64url. `missed` is what
   * its owner is told of, see `missedBy`.
   */
  begin(staffId: string, missed?: Missed | null): Promise<string>;
  /** Whose session a token opens; null when it is unknown, ended, or of an account that is no longer active. */
  find(token: string, options: { touch: boolean }): Promise<StaffMember | null>;
  /** How often others failed to sign in before this session began; null when nobody did, or it is over. */
  missedBy(token: string): Promise<Missed | null>;
  end(token: string): Promise<void>;
  endAll(staffId: string): Promise<void>;
  /** What the cookie is called here. */
  cookieName: string;
  /** The token among the cookies of a request. */
  tokenIn(cookieHeader: string | null | undefined): string | null;
  /** Values of a `Set-Cookie` header: one that brings a token, one that takes it away. */
  cookie(token: string): string;
  emptyCookie(): string;
}

type StaffRow = typeof staff.$inferSelect;
type SessionRow = typeof sessions.$inferSelect;
type Times = Pick<SessionRow, 'createdAt' | 'lastUsedAt'> &
  Partial<Pick<SessionRow, 'missedSignIns' | 'missedSince'>>;

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<Times, StaffMember>;
    DatabaseSessionAttributes: Times;
    DatabaseUserAttributes: Omit<StaffRow, 'id'>;
  }
}

/** Made once per process. `secure` keeps the cookie to https. */
export function createSessions(db: Database, clock: Clock, { secure }: { secure: boolean }): Sessions {
  const cookieName = cookieNames(secure).session;
  const lucia = new Lucia(new OwnRule(db, clock), {
    sessionExpiresIn: new TimeSpan(longestSessionMs, 'ms'),
    sessionCookie: { name: cookieName, attributes: { secure, sameSite: 'lax', path: '/' } },
    getSessionAttributes: ({ createdAt, lastUsedAt }) => ({ createdAt, lastUsedAt }),
    getUserAttributes: ({ firstName, lastName, email, role, team }) => ({
      firstName,
      lastName,
      email,
      role,
      team,
    }),
  });

  const touch = async (id: string, now: number) => {
    const before = new Date(now - touchEveryMs);
    const due = and(eq(sessions.id, id), lte(sessions.lastUsedAt, before));
    await db
      .update(sessions)
      .set({ lastUsedAt: new Date(now) })
      .where(due);
  };

  return {
    cookieName,
    async begin(staffId, missed = null) {
      const now = new Date(clock.now());
      await db.delete(sessions).where(lte(sessions.expiresAt, now));
      const token = randomBytes(32).toString('base64url');
      await lucia.createSession(
        staffId,
        {
          createdAt: now,
          lastUsedAt: now,
          missedSignIns: missed?.count ?? 0,
          missedSince: missed?.since ?? null,
        },
        { sessionId: hashToken(token) },
      );
      return token;
    },
    async find(token, options) {
      const { session, user } = await lucia.validateSession(hashToken(token));
      if (!session) return null;
      const now = clock.now();
      if (options.touch && now - session.lastUsedAt.getTime() >= touchEveryMs) await touch(session.id, now);
      return user;
    },
    async missedBy(token) {
      const [row] = await db
        .select({ count: sessions.missedSignIns, since: sessions.missedSince })
        .from(sessions)
        .where(eq(sessions.id, hashToken(token)));
      return row?.since ? { count: row.count, since: row.since } : null;
    },
    end: (token) => lucia.invalidateSession(hashToken(token)),
    endAll: (staffId) => lucia.invalidateUserSessions(staffId),
    tokenIn(cookieHeader) {
      const token = lucia.readSessionCookie(cookieHeader ?? '');
      return token && /^[A-Za-z0-9_-]{43}$/.test(token) ? token : null;
    },
    cookie: (token) => lucia.createSessionCookie(token).serialize(),
    emptyCookie: () => lucia.createBlankSessionCookie().serialize(),
  };
}

/** Beyond any session, so that Lucia, which asks the wall clock, neither ends nor prolongs one by itself. */
const farAway = new Date(8_640_000_000_000_000);

/** Lucia's tables, with our rule on when a session is over in place of Lucia's own. */
class OwnRule extends DrizzlePostgreSQLAdapter {
  readonly #clock: Clock;
  readonly #query: ReturnType<typeof sessionQuery>;

  constructor(db: Database, clock: Clock) {
    super(db, sessions, staff);
    this.#clock = clock;
    this.#query = sessionQuery(db);
  }

  override setSession(session: DatabaseSession): Promise<void> {
    const expiresAt = new Date(session.attributes.createdAt.getTime() + longestSessionMs);
    return super.setSession({ ...session, expiresAt });
  }

  override async getSessionAndUser(id: string): Promise<[DatabaseSession | null, DatabaseUser | null]> {
    const [found] = await this.#query.execute({ id });
    if (!found) return [null, null];
    const { id: userId, ...account } = found.user;
    const { createdAt, lastUsedAt, expiresAt } = found.session;
    const session: DatabaseSession = { id, userId, expiresAt, attributes: { createdAt, lastUsedAt } };
    const user: DatabaseUser = { id: userId, attributes: account };
    if (user.attributes.active && !sessionEnded(session.attributes, this.#clock.now())) {
      return [{ ...session, expiresAt: farAway }, user];
    }
    await this.deleteSession(id);
    return [null, null];
  }
}

/** Asked at every request of staff, so it is put together once. */
const sessionQuery = (db: Database) =>
  db
    .select({ session: sessions, user: staff })
    .from(sessions)
    .innerJoin(staff, eq(sessions.userId, staff.id))
    .where(eq(sessions.id, sql.placeholder('id')))
    .prepare('session');

import { randomBytes } from 'node:crypto';
import { DrizzlePostgreSQLAdapter } from '@lucia-auth/adapter-drizzle';
import { and, eq, lte, or, sql } from 'drizzle-orm';
import { type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from 'lucia';
import type { Database } from '#db/client.ts';
import { sessions, staff, teams } from '#db/schema/index.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { StaffMember } from '#server/kernel/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import type { Missed } from './attempts.ts';
import { cookieNames, longestIdleMs, longestSessionMs, sessionEnded, touchEveryMs } from './rules.ts';

// The one file that knows Lucia, which is no longer developed.

/** Who is signed in, by tokens of which the database holds only the SHA-256. */
export interface Sessions {
  /**
   * Begins a session for somebody who proved who they are. Answers its token, 43 characters of base64url. `browser` is with
   * what it began, in words.
   */
  begin(staffId: string, about?: { browser?: string }): Promise<string>;
  /** Keeps for the owner how often others tried before this session began, see `missedBy`. */
  tellMissed(token: string, missed: Missed): Promise<void>;
  /** Whose session a token opens; null when it is unknown, ended, or of an account that is no longer active. */
  find(token: string, options: { touch: boolean }): Promise<StaffMember | null>;
  /** How often others failed to sign in before this session began; null when nobody did, or it is over. */
  missedBy(token: string): Promise<Missed | null>;
  end(token: string): Promise<void>;
  /** Deletes the sessions whose time is over. */
  forgetEnded(): Promise<void>;
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
type Times = Pick<SessionRow, 'createdAt' | 'lastUsedAt'> & Partial<Pick<SessionRow, 'browser'>>;

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<Times, Omit<StaffMember, 'session'>>;
    DatabaseSessionAttributes: Times;
    DatabaseUserAttributes: Omit<StaffRow, 'id'> & Pick<StaffMember, 'team'>;
  }
}

interface Options {
  /** Keeps the cookie to https. */
  secure: boolean;
  /** Hears that a session of this member of staff ended by itself. */
  ended?: (staffId: string, why: 'time' | 'inactive') => void;
}

/** Made once per process. */
export function createSessions(db: Database, clock: Clock, { secure, ended = () => {} }: Options): Sessions {
  const cookieName = cookieNames(secure).session;
  const lucia = new Lucia(new OwnRule(db, clock, ended), {
    sessionExpiresIn: new TimeSpan(longestSessionMs, 'ms'),
    sessionCookie: { name: cookieName, attributes: { secure, sameSite: 'lax', path: '/' } },
    getSessionAttributes: ({ createdAt, lastUsedAt }) => ({ createdAt, lastUsedAt }),
    getUserAttributes: ({ firstName, lastName, email, roles, team, organisationId, roomy }) => ({
      firstName,
      lastName,
      email,
      roles,
      team,
      organisation: organisationId,
      roomy,
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

  const forgetEnded = async () => {
    const now = clock.now();
    const over = or(
      lte(sessions.expiresAt, new Date(now)),
      lte(sessions.lastUsedAt, new Date(now - longestIdleMs)),
    );
    const gone = await db.delete(sessions).where(over).returning({ userId: sessions.userId });
    for (const { userId } of gone) ended(userId, 'time');
  };

  return {
    cookieName,
    forgetEnded,
    async begin(staffId, { browser = '' } = {}) {
      await forgetEnded();
      const now = new Date(clock.now());
      const token = randomBytes(32).toString('base64url');
      await lucia.createSession(
        staffId,
        {
          createdAt: now,
          lastUsedAt: now,
          browser,
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
      return { ...user, session: session.id };
    },
    async tellMissed(token, { count, since }) {
      await db
        .update(sessions)
        .set({ missedSignIns: count, missedSince: since })
        .where(eq(sessions.id, hashToken(token)));
    },
    async missedBy(token) {
      const [row] = await db
        .select({ count: sessions.missedSignIns, since: sessions.missedSince })
        .from(sessions)
        .where(eq(sessions.id, hashToken(token)));
      return row?.since ? { count: row.count, since: row.since } : null;
    },
    end: (token) => lucia.invalidateSession(hashToken(token)),
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
  readonly #ended: NonNullable<Options['ended']>;
  readonly #query: ReturnType<typeof sessionQuery>;

  constructor(db: Database, clock: Clock, ended: NonNullable<Options['ended']>) {
    super(db, sessions, staff);
    this.#clock = clock;
    this.#ended = ended;
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
    const user: DatabaseUser = { id: userId, attributes: { ...account, team: found.team } };
    if (user.attributes.active && !sessionEnded(session.attributes, this.#clock.now())) {
      return [{ ...session, expiresAt: farAway }, user];
    }
    await this.deleteSession(id);
    this.#ended(userId, user.attributes.active ? 'time' : 'inactive');
    return [null, null];
  }
}

/** Asked at every request of staff, so it is put together once. */
const sessionQuery = (db: Database) =>
  db
    .select({ session: sessions, user: staff, team: { id: teams.id, name: teams.name } })
    .from(sessions)
    .innerJoin(staff, eq(sessions.userId, staff.id))
    .leftJoin(teams, eq(teams.id, staff.teamId))
    .where(eq(sessions.id, sql.placeholder('id')))
    .prepare('session');

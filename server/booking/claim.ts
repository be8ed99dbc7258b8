import type { TransactionSql } from 'postgres';
import type { Ctx } from '#server/kernel/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Roster } from '#server/roster/types.ts';
import type { WhyNot } from '#server/slots/types.ts';
import { findAlternatives } from './alternatives.ts';
import { type Candidate, type CandidateQuery, findCandidates } from './candidates.ts';
import { type Locks, lockForBooking } from './locks.ts';
import type { Taken } from './types.ts';
import { datesOf } from './wish.ts';

/** What one attempt with one casemanager came to. */
export type Attempt<Won, Refused> =
  | { kind: 'won'; value: Won }
  /** Somebody else was first with this casemanager: another may still be free. */
  | { kind: 'lost' }
  /** No casemanager can help: the attempt itself is wrong. */
  | { kind: 'refused'; value: Refused };

/** An attempt whose last statement is on its way: the commit goes right behind it, which spares a wait. */
export interface Sent<Won, Refused> {
  kind: 'sent';
  outcome: Promise<Attempt<Won, Refused>>;
}

type Try<Won, Refused> = (claim: Claim) => Promise<Attempt<Won, Refused> | Sent<Won, Refused>>;

/** What the attempt's statements need; the locks are taken and the roster is known to stand. */
export interface Claim {
  tx: TransactionSql;
  roster: Roster;
  candidate: Candidate;
  /** The date in Amsterdam on which the time lies. */
  date: string;
  now: string;
}

export interface ClaimQuery<Refused> extends CandidateQuery {
  /** What else is locked: names, and the day that an afspraak leaves. */
  locks?: Partial<Locks>;
  /** Says under the locks why no casemanager can help; its statements are sent together with them. */
  check?: (tx: TransactionSql, now: string) => Promise<Refused | null>;
}

/** Far more than any rush needs: who gets here met a bug, and must not hear that the time is taken. */
const mostAttempts = 1000;

/**
 * Makes a wished time somebody's, with whichever casemanager can take it.
 * Each attempt is one transaction: lock, see that the roster is still the one we reckoned with, count the day,
 * then `attempt` writes and the exclusion constraint has the last word. Who loses one casemanager to another
 * visitor tries the next; every loss means that somebody won, so this ends. Only a look that finds nobody free
 * makes the answer `taken`.
 */
export async function claim<Won, Refused>(
  ctx: Ctx,
  query: ClaimQuery<Refused>,
  attempt: Try<Won, Refused>,
): Promise<{ ok: true; value: Won } | { ok: false; refused: Refused } | Taken> {
  const { wish } = query;
  const time = `${wish.start} ${wish.location ?? ''}`;
  const result = await ctx.claims.run(time, () => tryEach(ctx, query, attempt));
  if (result.kind === 'won') return { ok: true, value: result.value };
  if (result.kind === 'refused') return { ok: false, refused: result.value };
  const alternatives = await findAlternatives(ctx, await ctx.roster.current(), query);
  return { ok: false, error: 'taken', reason: result.reason, alternatives };
}

type Outcome<Won, Refused> =
  | { kind: 'won'; value: Won }
  | { kind: 'refused'; value: Refused }
  | { kind: 'taken'; reason: WhyNot };

async function tryEach<Won, Refused>(
  ctx: Ctx,
  query: ClaimQuery<Refused>,
  attempt: Try<Won, Refused>,
): Promise<Outcome<Won, Refused>> {
  const { wish, except, locks = {}, check } = query;
  const date = dateInAmsterdam(wish.start);
  let roster = await ctx.roster.current();
  for (let attempts = 0; attempts < mostAttempts; attempts += 1) {
    const found = await findCandidates(ctx, roster, query);
    const { reason } = found;
    const [candidate] = found.candidates;
    if (!candidate) return { kind: 'taken', reason };
    const now = new Date(ctx.clock.now()).toISOString();
    const { casemanagerId } = candidate;
    const days = [...(locks.days ?? []), ...datesOf(wish).map((day) => ({ casemanagerId, date: day }))];
    const under = roster;
    const maximum = under.casemanagers.find(({ id }) => id === casemanagerId)?.dailyMaximum ?? 0;
    const tried = await ctx.sql.begin(async (tx) => {
      const [, state, refusal] = await Promise.all([
        lockForBooking(tx, { names: locks.names ?? [], days }),
        readState(tx, { casemanagerId, date, now, except }),
        check?.(tx, now) ?? null,
      ]);
      if (state.rosterVersion !== under.version)
        return { kind: 'outdated', version: state.rosterVersion } as const;
      if (state.dayCount >= maximum) return { kind: 'lost' } as const;
      if (refusal !== null) return { kind: 'refused', value: refusal } as const;
      const own = await attempt({ tx, roster: under, candidate, date, now });
      // Should the connection break, the transaction says so; what was sent needs not say it again.
      if (own.kind === 'sent') own.outcome.catch(() => {});
      return own;
    });
    // After a statement that failed the commit has undone all, and this throws.
    const outcome = tried.kind === 'sent' ? await tried.outcome : tried;
    if (outcome.kind === 'won' || outcome.kind === 'refused') return outcome;
    if (outcome.kind === 'outdated') roster = await ctx.roster.atLeast(outcome.version);
  }
  throw new Error(`a time was lost ${mostAttempts} times in a row while somebody seemed free`);
}

interface StateQuery {
  casemanagerId: string;
  date: string;
  now: string;
  except: string | undefined;
}

/** Sent right behind the locks on the same connection: PostgreSQL runs it when they are granted, and so sees the latest. */
async function readState(tx: TransactionSql, { casemanagerId, date, now, except }: StateQuery) {
  const [state] = await tx<{ rosterVersion: number; dayCount: number }[]>`
    select version::float8 as "rosterVersion", (
      select count(*)::int from appointments
      where casemanager_id = ${casemanagerId} and local_date = ${date}
        and (status = 'booked' or (status = 'held' and expires_at > ${now}))
        and id is distinct from ${except ?? null}
    ) as "dayCount"
    from roster_version`;
  if (!state) throw new Error('roster_version has no row; migration 0001 puts it there');
  return state;
}

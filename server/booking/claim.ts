import type { TransactionSql } from 'postgres';
import { isBusyElsewhere } from '#server/availability/busy.ts';
import type { Ctx } from '#server/booking/context.ts';
import { lost, retry } from '#server/kernel/retry.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { type Behind, inWrite, type Undone, type Write, write } from '#server/kernel/write.ts';
import type { Roster } from '#server/roster/types.ts';
import type { WhyNot } from '#server/slots/types.ts';
import { findAlternatives } from './alternatives.ts';
import { type Candidate, type CandidateQuery, findCandidates } from './candidates.ts';
import { type Locks, lockForBooking } from './locks.ts';
import { datesOf, timesOf, toRange } from './slotRequest.ts';
import type { Taken } from './types.ts';

/** The result of one attempt with one casemanager. */
export type Attempt<Won, Refused> =
  | { kind: 'won'; value: Won }
  /** Somebody else was first with this casemanager; another may still be free. */
  | { kind: 'lost' }
  /** Refused for a reason that holds for every casemanager. */
  | { kind: 'refused'; value: Refused };

type Try<Won, Refused> = (
  claim: Claim,
) => Promise<Attempt<Won, Refused> | Behind<Attempt<Won, Refused>> | Undone<Attempt<Won, Refused>>>;

/** What an attempt gets. The locks are taken, and the version of the roster was checked. */
export interface Claim {
  w: Write;
  roster: Roster;
  candidate: Candidate;
  /** The date in Amsterdam on which the time lies. */
  date: string;
}

export interface ClaimQuery<Refused> extends CandidateQuery {
  /** Further locks: names, and the day that a moved afspraak leaves. */
  locks?: Partial<Locks>;
  /** Checked under the locks: a reason to refuse. Its statements are sent together with those of the locks. */
  check?: (tx: TransactionSql, now: string) => Promise<Refused | null>;
}

/**
 * Claims a requested time with whichever casemanager can take it.
 * Each attempt is one write: lock, see that the roster is still the one we reckoned with, count the day,
 * then `attempt` writes and the exclusion constraint has the last word. Who loses one casemanager to another
 * visitor tries the next; every loss means that somebody won, so this ends. Only a look that finds nobody free
 * makes the answer `taken`.
 * In a write of the caller the attempts are parts of it; what is locked then stays so until that ends.
 */
export async function claim<Won, Refused>(
  ctx: Ctx,
  query: ClaimQuery<Refused>,
  attempt: Try<Won, Refused>,
): Promise<{ ok: true; value: Won } | { ok: false; refused: Refused } | Taken> {
  const { request } = query;
  const time = `${request.start} ${request.location ?? ''}`;
  // Inside a write this request holds a connection, which those earlier in the queue may need; so do not queue then.
  const inside = inWrite(ctx);
  const attempts = () => tryEach(ctx, query, attempt);
  const result = await (inside ? attempts() : ctx.claims.run(time, attempts));
  if (result.kind === 'won') return { ok: true, value: result.value };
  if (result.kind === 'refused') return { ok: false, refused: result.value };
  // What is read in a write is not for others to keep: the caller looks once that is over.
  const alternatives = inside ? [] : await findAlternatives(ctx, await ctx.roster.current(), query);
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
  const { request, except, locks = {}, check } = query;
  const date = dateInAmsterdam(request.start);
  const { occupiedFrom, occupiedUntil } = timesOf(request);
  const occupied = toRange(occupiedFrom, occupiedUntil);
  let roster = await ctx.roster.current();
  return retry<Outcome<Won, Refused>>('a time for which somebody seemed free', async () => {
    const found = await findCandidates(ctx, roster, query);
    const { reason } = found;
    const [candidate] = found.candidates;
    if (!candidate) return { kind: 'taken', reason };
    const { casemanagerId } = candidate;
    const days = [...(locks.days ?? []), ...datesOf(request).map((day) => ({ casemanagerId, date: day }))];
    const under = roster;
    const maximum = under.casemanagers.find(({ id }) => id === casemanagerId)?.dailyMaximum ?? 0;
    const outcome = await write<Attempt<Won, Refused> | { kind: 'outdated'; version: number }, Ctx>(
      ctx,
      async (w) => {
        const [, state, refusal] = await Promise.all([
          lockForBooking(w.tx, { names: locks.names ?? [], days }),
          readState(w.tx, { casemanagerId, date, now: w.now, except, occupied }),
          check?.(w.tx, w.now) ?? null,
        ]);
        // Undo, so that as a part of a larger write it releases the locks.
        if (state.rosterVersion !== under.version)
          return w.undo({ kind: 'outdated', version: state.rosterVersion });
        if (state.dayCount >= maximum || state.isBusyElsewhere) return w.undo({ kind: 'lost' });
        if (refusal !== null) return { kind: 'refused', value: refusal };
        return attempt({ w, roster: under, candidate, date });
      },
    );
    if (outcome.kind === 'outdated') roster = await ctx.roster.atLeast(outcome.version);
    return outcome.kind === 'won' || outcome.kind === 'refused' ? outcome : lost;
  });
}

interface StateQuery {
  casemanagerId: string;
  date: string;
  now: string;
  except: string | undefined;
  /** The time with what is kept free around it, as a range. */
  occupied: string;
}

/** Pipelined behind the locks on the same connection, so PostgreSQL runs it once they are granted and sees current rows. */
async function readState(tx: TransactionSql, { casemanagerId, date, now, except, occupied }: StateQuery) {
  const [state] = await tx<{ rosterVersion: number; dayCount: number; isBusyElsewhere: boolean }[]>`
    select version::float8 as "rosterVersion", (
      select count(*)::int from appointments
      where casemanager_id = ${casemanagerId} and local_date = ${date}
        and (status = 'booked' or (status = 'held' and expires_at > ${now}))
        and id is distinct from ${except ?? null}
    ) as "dayCount", ${isBusyElsewhere(tx, tx`${casemanagerId}::uuid`, occupied)} as "isBusyElsewhere"
    from roster_version`;
  if (!state) throw new Error('roster_version has no row; migration 0001 puts it there');
  return state;
}

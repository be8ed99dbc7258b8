import { bookingWindow } from '../availability/findSlots.ts';
import type { WhyNot } from '../availability/types.ts';
import { whyNot } from '../availability/why.ts';
import type { Ctx } from '../context.ts';
import type { Roster } from '../roster/types.ts';
import { addDays, dateInAmsterdam, mondayOf } from '../time.ts';
import { timesOf, toRange, type Wish } from './wish.ts';

/** A casemanager who seems free for a wish, and where they would be. */
export interface Candidate {
  casemanagerId: string;
  location: string;
}

export interface CandidateQuery {
  wish: Wish;
  /** An afspraak or hold that is about to move: it does not stand in its own way. */
  except?: string | undefined;
  /** Who goes first whatever their load. */
  preferred?: string | undefined;
}

/**
 * Who could take this time, the preferred one first and then the least loaded that week; or why nobody can.
 * A look beforehand: the transaction that follows decides.
 */
export async function findCandidates(
  ctx: Ctx,
  roster: Roster,
  { wish, except, preferred }: CandidateQuery,
): Promise<{ candidates: Candidate[]; reason: WhyNot }> {
  const { at, reason } = byRoster(roster, ctx.clock.now(), wish);
  if (at.length === 0) return { candidates: [], reason };

  const ids = at.map(({ casemanagerId }) => casemanagerId);
  const maxima = at.map(({ dailyMaximum }) => dailyMaximum);
  const { occupiedFrom, occupiedUntil } = timesOf(wish);
  const date = dateInAmsterdam(wish.start);
  const monday = mondayOf(date);
  const now = new Date(ctx.clock.now()).toISOString();
  const free = await ctx.sql<{ id: string }[]>`
    select candidate.id
    from unnest(${ids}::uuid[], ${maxima}::int[]) as candidate (id, maximum),
    lateral (
      select count(*) as in_week, count(*) filter (where local_date = ${date}) as in_day
      from appointments
      where casemanager_id = candidate.id and local_date between ${monday} and ${addDays(monday, 6)}
        and (status = 'booked' or (status = 'held' and expires_at > ${now}))
        and id is distinct from ${except ?? null}
    ) load
    where load.in_day < candidate.maximum
      and not exists (
        select from appointments
        where casemanager_id = candidate.id and during && ${toRange(occupiedFrom, occupiedUntil)}::tstzrange
          and (status = 'booked' or (status = 'held' and expires_at > ${now}))
          and id is distinct from ${except ?? null}
      )
    order by candidate.id is not distinct from ${preferred ?? null} desc, load.in_week, candidate.id`;
  const locations = new Map(at.map(({ casemanagerId, location }) => [casemanagerId, location]));
  const candidates = free.flatMap(({ id }) => {
    const location = locations.get(id);
    return location === undefined ? [] : [{ casemanagerId: id, location }];
  });
  return { candidates, reason: 'busy' };
}

/** Who works at that time in that way, whatever is booked; and the reason nearest to yes when nobody does. */
function byRoster(roster: Roster, now: number, wish: Wish) {
  const window = bookingWindow(roster, now);
  const at: { casemanagerId: string; location: string; dailyMaximum: number }[] = [];
  let nearest = 0;
  for (const casemanager of roster.casemanagers) {
    const idle = { ...casemanager, busy: [], booked: [] };
    for (const location of casemanager.places) {
      if (wish.location !== undefined && location !== wish.location) continue;
      const { start, modality } = wish;
      const no = whyNot({ window, topic: wish.topic }, idle, roster.closures, { start, location, modality });
      if (no === null) {
        at.push({ casemanagerId: casemanager.id, location, dailyMaximum: casemanager.dailyMaximum });
        break;
      }
      nearest = Math.max(nearest, fromNoToYes.indexOf(no));
    }
  }
  return { at, reason: fromNoToYes[nearest] ?? 'not-working' };
}

const fromNoToYes: readonly WhyNot[] = [
  'not-working',
  'other-location',
  'modality',
  'absent',
  'closed',
  'off-grid',
  'beyond-horizon',
  'too-soon',
  'past',
  'busy',
  'day-full',
];

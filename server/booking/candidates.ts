import { isBusyElsewhere } from '#server/availability/busy.ts';
import { bookingWindow } from '#server/availability/window.ts';
import type { Ctx } from '#server/booking/context.ts';
import { addDays, dateInAmsterdam, mondayOf } from '#server/kernel/time.ts';
import type { Roster } from '#server/roster/types.ts';
import type { BookingWindow, WhyNot } from '#server/slots/types.ts';
import { whyNot } from '#server/slots/why.ts';
import { type SlotRequest, timesOf, toRange } from './slotRequest.ts';
import type { Appointment } from './types.ts';

/** A casemanager who seems free at the requested time, and the location. */
export interface Candidate {
  casemanagerId: string;
  location: string;
}

export interface CandidateQuery {
  request: SlotRequest;
  /** Id of the afspraak or hold that is being moved; it does not block itself. */
  except?: string | undefined;
  /** The casemanager who is tried first, whatever their load. */
  preferred?: string | undefined;
  /** The only casemanager allowed. */
  only?: string | undefined;
  /** Ids of the allowed casemanagers; anybody unless given. */
  among?: readonly string[] | undefined;
  /** The period that may be booked; the gemeente's limits for jongeren unless given. */
  window?: BookingWindow | undefined;
}

/**
 * The casemanagers who could take this time: the preferred one first, then by lowest load that week. Or why nobody can.
 * This is only a first look; the transaction that follows decides.
 */
export async function findCandidates(
  ctx: Ctx,
  roster: Roster,
  query: CandidateQuery,
): Promise<{ candidates: Candidate[]; reason: WhyNot }> {
  const { request, except, preferred, only, among } = query;
  const window = query.window ?? bookingWindow(roster, ctx.clock.now());
  const { at, reason } = byRoster(roster, window, { request, only, among });
  if (at.length === 0) return { candidates: [], reason };

  const loads = await readLoads(ctx, at, { request, except });
  const open = at.flatMap((candidate) => {
    const load = loads.get(candidate.casemanagerId);
    return !load || load.blocked || load.elsewhere || load.inDay >= candidate.dailyMaximum
      ? []
      : [{ ...candidate, ...load }];
  });
  const rank = (id: string) => (id === preferred ? 0 : 1);
  open.sort(
    (a, b) =>
      rank(a.casemanagerId) - rank(b.casemanagerId) ||
      a.inWeek - b.inWeek ||
      (a.casemanagerId < b.casemanagerId ? -1 : 1),
  );
  const candidates = open.map(({ casemanagerId, location }) => ({ casemanagerId, location }));
  const isElsewhere = at.every(({ casemanagerId, dailyMaximum }) => {
    const load = loads.get(casemanagerId);
    return load?.elsewhere && !load.blocked && load.inDay < dailyMaximum;
  });
  return { candidates, reason: isElsewhere ? 'elsewhere' : 'busy' };
}

/** The location and casemanager of a candidate, as an afspraak or a hold shows them. */
export function whereAndWho(
  roster: Roster,
  candidate: Candidate,
): Pick<Appointment, 'location' | 'casemanager'> {
  const location = roster.locations.find(({ id }) => id === candidate.location);
  const casemanager = roster.casemanagers.find(({ id }) => id === candidate.casemanagerId);
  if (!location || !casemanager)
    throw new Error('the roster chose somebody or somewhere that it does not have');
  const { id, firstName, meetingLink } = casemanager;
  return { location, casemanager: { id, firstName, meetingLink } };
}

interface Load {
  id: string;
  inWeek: number;
  inDay: number;
  /** Something stands at the requested time. */
  blocked: boolean;
  /** In a calendar of their own something does. */
  elsewhere: boolean;
}

/** What is booked for these casemanagers in the week of the requested time. */
async function readLoads(
  ctx: Ctx,
  at: readonly Candidate[],
  { request, except }: Pick<CandidateQuery, 'request' | 'except'>,
): Promise<Map<string, Load>> {
  const ids = at.map(({ casemanagerId }) => casemanagerId);
  const { occupiedFrom, occupiedUntil } = timesOf(request);
  const occupied = toRange(occupiedFrom, occupiedUntil);
  const date = dateInAmsterdam(request.start);
  const monday = mondayOf(date);
  const sunday = addDays(monday, 6);
  const now = new Date(ctx.clock.now()).toISOString();
  // One day more on either side, because buffers may cross midnight. One by one: asked for all at once, PostgreSQL reads the
  // week of the whole gemeente, since it cannot know how many days and people there will be (bench booking).
  const rows = await ctx.sql<Load[]>`
    select one.id, load."inWeek", load."inDay", load.blocked,
      ${isBusyElsewhere(ctx.sql, ctx.sql`one.id`, occupied)} as elsewhere
    from unnest(${ids}::uuid[]) as one (id) cross join lateral (
      select (count(*) filter (where local_date between ${monday} and ${sunday}))::int as "inWeek",
             (count(*) filter (where local_date = ${date}))::int as "inDay",
             coalesce(bool_or(during && ${occupied}::tstzrange), false) as blocked
      from appointments
      where casemanager_id = one.id
        and local_date between ${addDays(monday, -1)} and ${addDays(sunday, 1)}
        and (status = 'booked' or (status = 'held' and expires_at > ${now}))
        and id is distinct from ${except ?? null}
    ) as load`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** Who works at that time in that modality, whatever is booked. When nobody does, the least fundamental reason. */
function byRoster(
  roster: Roster,
  window: BookingWindow,
  { request, only, among }: Pick<CandidateQuery, 'request' | 'only' | 'among'>,
) {
  const at: { casemanagerId: string; location: string; dailyMaximum: number }[] = [];
  let nearest = 0;
  for (const casemanager of roster.casemanagers) {
    if (only !== undefined && casemanager.id !== only) continue;
    if (among !== undefined && !among.includes(casemanager.id)) continue;
    const idle = { ...casemanager, busy: [], booked: [] };
    for (const location of casemanager.places) {
      if (request.location !== undefined && location !== request.location) continue;
      const { start, modality } = request;
      const no = whyNot({ window, topic: request.topic }, idle, roster.closures, {
        start,
        location,
        modality,
      });
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
  'elsewhere',
  'day-full',
];

import postgres from 'postgres';
import { z } from 'zod';
import { appointmentStatuses, outcomes, trajectStates } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { storedDate, storedInstant } from '#server/kernel/storedInstant.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { decideFirst } from '#server/trajecten/decideFirst.ts';
import { writeState } from '#server/trajecten/moveOn.ts';
import { writeNext } from '#server/trajecten/setNext.ts';
import { mayFollow } from '#server/trajecten/states.ts';
import { afterGesprek } from './afterwards.ts';
import type { Ctx, Services } from './context.ts';
import { standOf, standWord } from './rules.ts';

/** So many at a time: the next turn goes on. */
const mostAtOnce = 100;
/** So long a page waits for whoever changes its traject, such as all of a caseload: many who wait would hold up all others. */
const pagePatienceMs = 500;

const linksSchema = z.array(z.object({ id: z.number(), traject: z.uuid() }));

/**
 * Lets trajecten follow their gesprekken that were moved, cancelled, held or missed since, whoever did that and where. A link keeps how
 * its afspraak stood when it was looked at last, and the database marks it when that becomes otherwise: only what is marked is read.
 */
export async function followGesprekken(services: Services): Promise<void> {
  await follow({ ...services, actor: { kind: 'system' }, language: 'nl' }, null);
}

/**
 * The same for one traject, at once: whoever noted how a gesprek went and comes back to its page acts on how it stands now, and is not
 * told a moment later that somebody else changed it.
 */
export async function followNow(ctx: Ctx, traject: string): Promise<void> {
  may(ctx, 'traject.read');
  if (!z.uuid().safeParse(traject).success) return;
  try {
    await follow({ ...ctx, actor: { kind: 'system' } }, traject);
  } catch (error) {
    // `lock_not_available`: somebody else is at it for longer. It is shown as it stands, and followed in the next turn.
    if (!(error instanceof postgres.PostgresError && error.code === '55P03')) throw error;
  }
}

async function follow(ctx: Ctx, only: string | null): Promise<void> {
  const { sql } = ctx;
  const rows = await sql`
    select l.id::float8 as id, coalesce(t.joined_into_id, t.id) as traject
    from traject_links l join trajecten t on t.id = l.traject_id
    where l.to_follow and l.appointment_id is not null
      ${only === null ? sql`` : sql`and (t.id = ${only} or t.joined_into_id = ${only})`}
    order by l.id limit ${mostAtOnce}`;
  for (const { id, traject } of linksSchema.parse([...rows]))
    await write(ctx, async (w) => {
      if (only !== null) await w.tx`select set_config('lock_timeout', ${String(pagePatienceMs)}, true)`;
      await w.tx`select from trajecten where id = ${traject} for update`;
      await followLink(w, id);
    });
}

const standsSchema = z.object({
  traject: z.uuid(),
  owner: z.uuid(),
  state: z.enum(trajectStates),
  isOpen: z.boolean(),
  status: z.enum(appointmentStatuses),
  outcome: z.enum(outcomes).nullable(),
  on: z.string(),
  followed: z.string().nullable(),
  start: storedDate,
  end: storedInstant,
});

/** Part of a write that locked the traject: writes what follows of how the gesprek of a link stands now, once. */
export async function followLink(w: Write, link: number): Promise<void> {
  // Before its afspraak is read: who changes that meanwhile marks the link again.
  await w.tx`update traject_links set to_follow = false where id = ${link}`;
  const [found] = await w.tx`
    select t.id as traject, t.owner_id as owner, t.state, t.closed_at is null and t.wiped_at is null as "isOpen", a.status, a.outcome,
      a.local_date::text as on, l.followed, a.starts_at as start, a.ends_at as end
    from traject_links l join trajecten own on own.id = l.traject_id
      join trajecten t on t.id = coalesce(own.joined_into_id, own.id) join appointments a on a.id = l.appointment_id
    where l.id = ${link}`;
  // It was parted meanwhile.
  if (found === undefined) return;
  const row = standsSchema.parse(found);
  const { traject: id, owner, state } = row;
  const stand = standOf(row);
  const word = standWord(stand, row.on);
  if (row.followed === word) return;
  await w.tx`update traject_links set followed = ${word} where id = ${link}`;
  // What was over when it was joined says nothing about what is next.
  if (!row.isOpen || (row.followed === null && (stand !== 'planned' || row.end <= Date.parse(w.now)))) return;
  const today = dateInAmsterdam(Date.parse(w.now));
  const at = row.start.toISOString();
  const then = afterGesprek(state, stand, { today, planned: await firstPlanned(w, id) });
  if (then.state !== null && mayFollow(state, then.state)) await writeState(w, id, then.state);
  if (stand === 'held')
    await w.tx`
      update trajecten set reached_at = coalesce(reached_at, ${at}::timestamptz), intake_at = coalesce(intake_at, ${at}::timestamptz)
      where id = ${id}`;
  if (then.next !== null) {
    const next = stand === 'planned' ? then.next : await decideFirst(w, id, then.next);
    await writeNext(w, id, { action: next.action, on: next.on, note: null });
  }
  await w.tx`update trajecten set version = version + 1 where id = ${id}`;
  w.changed({ trajecten: [owner] });
}

/** The date (ISO) of the first gesprek of a traject that is still to come; null when there is none. Part of a write. */
export async function firstPlanned(w: Write, traject: string): Promise<string | null> {
  const [row] = await w.tx`
    select min(a.local_date)::text as first
    from traject_links l join trajecten t on t.id = l.traject_id join appointments a on a.id = l.appointment_id
    where (t.id = ${traject} or t.joined_into_id = ${traject}) and a.status = 'booked' and a.outcome is null and a.ends_at > ${w.now}`;
  return z.object({ first: z.string().nullable() }).parse(row).first;
}

import { z } from 'zod';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import { notFound } from '#server/access/viewed.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { readTeamReferral } from '#server/referral/teamReferrals.ts';
import { lockTraject } from '#server/trajecten/find.ts';
import { wholeTraject } from '#server/trajecten/whole.ts';
import type { Ctx } from './context.ts';
import { followLink } from './follow.ts';
import type { JoinInput } from './schema.ts';

/** It is a part of a traject already. */
export type LinkedAlready = { ok: false; error: 'linked-already' };

/**
 * Makes an afspraak or a referral a part of a traject: a casemanager says that it is of the same person. A gesprek to come is the next
 * action then.
 */
export async function joinToTraject(
  ctx: Ctx,
  traject: string,
  what: JoinInput,
): Promise<{ ok: true } | NotFound | LinkedAlready> {
  may(ctx, 'traject.write');
  return write<{ ok: true } | NotFound | LinkedAlready, Ctx>(ctx, async (w) => {
    const found = await lockTraject(w, 'traject.write', traject);
    if (!found.ok) return found;
    if (!(await isSeen(w, what))) {
      notFound(ctx, 'traject.write', { kind: what.kind, id: what.id });
      return { ok: false, error: 'not-found' };
    }
    if (!(await addLink(w, traject, what))) return { ok: false, error: 'linked-already' };
    await w.tx`update trajecten set version = version + 1 where id = ${traject}`;
    w.changed({ trajecten: [found.row.owner] });
    return { ok: true };
  });
}

/** Takes an afspraak or a referral off a traject; of both all stays. */
export async function partFromTraject(
  ctx: Ctx,
  traject: string,
  { kind, id }: JoinInput,
): Promise<{ ok: true } | NotFound> {
  may(ctx, 'traject.write');
  return write<{ ok: true } | NotFound, Ctx>(ctx, async (w) => {
    const found = await lockTraject(w, 'traject.write', traject);
    if (!found.ok) return found;
    const column = w.tx(`${kind}_id`);
    const gone = await w.tx`
      delete from traject_links where traject_id = any(${wholeTraject(w.tx, traject)}) and ${column} = ${id} returning id`;
    if (gone.length === 0) return { ok: false, error: 'not-found' };
    if (kind === 'appointment')
      await w.tx`
        update traject_invitations set appointment_id = null
        where traject_id = any(${wholeTraject(w.tx, traject)}) and appointment_id = ${id}`;
    w.record({ about: { kind: 'traject', id: traject }, what: 'unlinked', details: { kind } });
    await w.tx`update trajecten set version = version + 1 where id = ${traject}`;
    w.changed({ trajecten: [found.row.owner] });
    return { ok: true };
  });
}

/** Whether who asks may see what they join. Part of a write. */
export async function isSeen(w: Write<Ctx>, { kind, id }: JoinInput): Promise<boolean> {
  const { ctx, tx } = w;
  if (kind === 'referral') return (await readTeamReferral(ctx, id)).ok;
  const rows = await tx`
    select from appointments a join staff s on s.id = a.casemanager_id
    where a.id = ${id} and a.status in ('booked', 'cancelled') and a.wiped_at is null and ${rawScope(ctx, 'appointment.read')}`;
  return rows.length > 0;
}

const idSchema = z.object({ id: z.coerce.number() });

/** Part of a write that locked the traject; false when it is a part of one already. What a gesprek to come asks for follows at once. */
export async function addLink(w: Write, traject: string, { kind, id }: JoinInput): Promise<boolean> {
  const { actor } = w.ctx;
  const [made] = await w.tx`
    insert into traject_links (traject_id, appointment_id, referral_id, at, staff_id)
    values (${traject}, ${kind === 'appointment' ? id : null}, ${kind === 'referral' ? id : null}, ${w.now},
      ${actor.kind === 'staff' ? actor.staff.id : null})
    on conflict do nothing returning id`;
  if (made === undefined) return false;
  w.record({ about: { kind: 'traject', id: traject }, what: 'linked', details: { kind } });
  if (kind === 'appointment') await followLink(w, idSchema.parse(made).id);
  return true;
}

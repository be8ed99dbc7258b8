import { z } from 'zod';
import { may } from '#server/access/may.ts';
import { dateInAmsterdam, startOfDate } from '#server/kernel/time.ts';
import type { Ctx } from '#server/trajecten/context.ts';
import { readOffers } from '#server/trajecten/readHandover.ts';
import type { ToDo } from './types.ts';

const rowSchema = z.object({
  due: z.int(),
  late: z.int(),
  first: z.iso.date().nullable(),
  looks: z.int(),
  firstLook: z.iso.date().nullable(),
});

/**
 * What one's own trajecten give to do today: next actions and looks that are due or late, each kind as one row with how many there are,
 * and the overdrachten that wait for an answer. Two queries.
 */
export async function readTrajectenToDo(ctx: Ctx): Promise<ToDo[]> {
  const { staff: me } = may(ctx, 'traject.read');
  const today = dateInAmsterdam(ctx.clock.now());
  const [[found], offers] = await Promise.all([
    ctx.sql`
      select a.*, b.* from (
        select count(*)::int as due, count(*) filter (where next_on < ${today})::int as late, min(next_on)::text as first
        from trajecten
        where owner_id = ${me.id} and closed_at is null and joined_into_id is null and next_on <= ${today}
      ) a, (
        select count(*)::int as looks, min(l.due_on)::text as "firstLook"
        from traject_looks l join trajecten t on t.id = l.traject_id
        where t.owner_id = ${me.id} and l.done_at is null and l.due_on <= ${today} and t.wiped_at is null
      ) b`,
    readOffers(ctx),
  ]);
  const { due, late, first, looks, firstLook } = rowSchema.parse(found);
  const toDo: ToDo[] = [];
  if (first !== null)
    toDo.push({ kind: 'trajecten', id: 'trajecten', count: due, late, first: startOfDate(first) });
  if (firstLook !== null)
    toDo.push({ kind: 'looks', id: 'looks', count: looks, first: startOfDate(firstLook) });
  const [offer] = offers;
  if (offer) toDo.push({ kind: 'offers', id: 'offers', count: offers.length, since: offer.at });
  return toDo;
}

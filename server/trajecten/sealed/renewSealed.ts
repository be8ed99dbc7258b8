import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { handovers } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { write } from '#server/kernel/write.ts';
import type { Ctx } from '../context.ts';
import { lockTraject, trajectOf } from '../find.ts';
import { seal, sendLink } from './seal.ts';

export type Renewed = { ok: true; code: string } | { ok: false; error: 'too-late' } | NotFound;

const rowSchema = z.object({ generation: z.number().int(), isOpen: z.boolean() });

/** Another link and another code for a page that is shut, expired or got lost, with the same parts; the former ones open nothing. */
export function renewSealed(ctx: Ctx, id: string): Promise<Renewed> {
  may(ctx, 'traject.write');
  return write<Renewed, Ctx>(ctx, async (w) => {
    const traject = await trajectOf(w, id);
    if (traject === null) return { ok: false, error: 'not-found' };
    const found = await lockTraject(w, 'traject.write', traject);
    if (!found.ok) return found;
    const [row] = await w.tx`
      select generation, state = 'offered' and offered_by = ${found.row.owner} as "isOpen"
      from handovers where id = ${id} and to_outside is not null`;
    if (row === undefined) return { ok: false, error: 'not-found' };
    const { generation, isOpen } = rowSchema.parse(row);
    if (!isOpen || !found.row.isOpen) return { ok: false, error: 'too-late' };
    const { code, columns } = await seal(w, id, generation + 1);
    const tx = w.ctx.db;
    await tx.update(handovers).set(columns).where(eq(handovers.id, id));
    sendLink(w, id, generation + 1);
    w.record({ about: { kind: 'traject', id: traject }, what: 'handover-renewed' });
    w.changed({ trajecten: [found.row.owner] });
    return { ok: true, code };
  });
}

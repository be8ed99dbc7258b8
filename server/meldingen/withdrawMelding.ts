import { may } from '#server/access/may.ts';
import type { TooLate } from '#server/booking/types.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { write } from '#server/kernel/write.ts';
import { isOpenMelding } from '#server/trajecten/openMeldingen.ts';
import { insertAddition } from './addToMelding.ts';
import type { Ctx } from './context.ts';
import { lockOwn } from './lockOwn.ts';
import type { WithdrawInput } from './schema.ts';
import { tellOwner } from './tellOwner.ts';

export type Withdrawn = { ok: true } | NotFound | TooLate;

/**
 * Withdraws a melding of the own school (state I of the exchange with DUO), while the gemeente did not close it. The traject goes
 * on: whether something is still needed is for whoever owns it. Twice is once.
 */
export async function withdrawMelding(ctx: Ctx, id: string, { reason }: WithdrawInput): Promise<Withdrawn> {
  const { staff: me } = may(ctx, 'melding.own.change');
  return write<Withdrawn, Ctx>(ctx, async (w) => {
    const found = await lockOwn(w, id);
    if (!found.ok) return found;
    const { state, traject } = found.own;
    if (state === 'withdrawn') return { ok: true };
    if (!isOpenMelding(found.own)) return { ok: false, error: 'too-late' };
    if (reason !== undefined) await insertAddition(w, { melding: id, staff: me.id, body: reason });
    await w.tx`
      update meldingen set state = 'withdrawn', settled_at = ${w.now}, version = version + 1 where id = ${id}`;
    w.record({ about: { kind: 'melding', id }, what: 'withdrawn' });
    await tellOwner(w, traject);
    return { ok: true };
  });
}

import { desc, eq } from 'drizzle-orm';
import { meldingAdditions } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { TooLate } from '#server/booking/types.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { isOpenMelding } from '#server/trajecten/openMeldingen.ts';
import type { Ctx } from './context.ts';
import { lockOwn } from './lockOwn.ts';
import type { AdditionInput } from './schema.ts';
import { tellOwner } from './tellOwner.ts';

export type Added = { ok: true } | NotFound | TooLate;

/** Adds to a melding of the own school what was seen or done since. Sent twice, it stands there once. */
export async function addToMelding(ctx: Ctx, id: string, { body }: AdditionInput): Promise<Added> {
  const { staff: me } = may(ctx, 'melding.own.change');
  return write<Added, Ctx>(ctx, async (w) => {
    const found = await lockOwn(w, id);
    if (!found.ok) return found;
    if (!isOpenMelding(found.own)) return { ok: false, error: 'too-late' };
    const tx = w.ctx.db;
    const [last] = await tx
      .select({ body: meldingAdditions.body })
      .from(meldingAdditions)
      .where(eq(meldingAdditions.meldingId, id))
      .orderBy(desc(meldingAdditions.id))
      .limit(1);
    if (last?.body === body) return { ok: true };
    await insertAddition(w, { melding: id, staff: me.id, body });
    await tellOwner(w, found.own.traject);
    return { ok: true };
  });
}

/** Part of a write that locked the melding. */
export async function insertAddition(
  w: Write<Ctx>,
  { melding, staff, body }: { melding: string; staff: string; body: string },
): Promise<void> {
  const tx = w.ctx.db;
  await tx.insert(meldingAdditions).values({ meldingId: melding, staffId: staff, at: new Date(w.now), body });
  w.record({ about: { kind: 'melding', id: melding }, what: 'added-to' });
}

import { may, stillMay } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { endAccess } from '#server/accounts/endAccess.ts';
import { logOutcome } from '#server/accounts/logAccount.ts';
import { type Write, type WriteCtx, write } from '#server/kernel/write.ts';
import { lockRoster } from '#server/roster/lockRoster.ts';

export type ResetFactorsResult =
  | { ok: true }
  /** Oneself, or nobody who works here and has one. */
  | { ok: false; error: 'oneself' | 'no-factor' };

/**
 * Takes away the factors of somebody who has lost them, by a beheerder who made sure that it is they. They are out at once, and
 * set up another at the next sign-in.
 */
export async function resetFactors(ctx: Ctx, id: string): Promise<ResetFactorsResult> {
  const { staff: me } = may(ctx, 'people.save');
  if (id === me.id) return { ok: false, error: 'oneself' };
  const result = await write(ctx, async (w): Promise<ResetFactorsResult> => {
    await lockRoster(w.tx);
    await stillMay(w, 'people.save');
    await w.tx`select from staff where id = ${id} for no key update`;
    return (await takeFactors(w, id)) ? { ok: true } : { ok: false, error: 'no-factor' };
  });
  return logOutcome(ctx, id, 'factors-reset', result);
}

/** Takes away all factors of somebody and what they opened; false when there were none. Part of a write. */
export async function takeFactors(w: Write<WriteCtx>, id: string): Promise<boolean> {
  const taken = await w.tx`delete from sign_in_factors where staff_id = ${id} returning id`;
  await w.tx`delete from recovery_codes where staff_id = ${id}`;
  await w.tx`delete from recovery_sheets where staff_id = ${id}`;
  if (taken.length === 0) return false;
  await endAccess(w, id);
  w.record({ about: { kind: 'casemanager', id }, what: 'factors-reset' });
  return true;
}

import { rightsReviews } from '#db/schema/index.ts';
import { may, stillMay } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { write } from '#server/kernel/write.ts';
import { lockRoster } from '#server/roster/lockRoster.ts';
import { fingerprintOf, quarterOf } from './compare.ts';
import { readRows } from './readRows.ts';

export type SignResult =
  | { ok: true }
  /** Somebody's rights changed since the list was shown. */
  | { ok: false; error: 'changed' };

/** Signs the list of who may do what, as it was shown: a copy of it is kept, and never changed. */
export async function signRights(ctx: Ctx, { fingerprint }: { fingerprint: string }): Promise<SignResult> {
  const { staff: me } = may(ctx, 'rights.sign');
  return write(ctx, async (w): Promise<SignResult> => {
    // Whoever changes people waits, so that what is signed is what holds.
    await lockRoster(w.tx);
    await stillMay(w, 'rights.sign');
    const rows = await readRows(w.ctx);
    if (fingerprintOf(rows) !== fingerprint) return { ok: false, error: 'changed' };
    const others = rows.filter(
      ({ id, roles, wayIn }) => id !== me.id && roles.includes('beheerder') && wayIn !== 'none',
    );
    const tx = w.ctx.db;
    await tx.insert(rightsReviews).values({
      quarter: quarterOf(w.ctx.clock.now()),
      signedAt: new Date(w.now),
      signedBy: me.id,
      alone: others.length === 0,
      content: rows,
    });
    w.record({ about: { kind: 'gemeente' }, what: 'rights-signed' });
    return { ok: true };
  });
}

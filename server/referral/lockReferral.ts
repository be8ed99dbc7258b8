import { eq } from 'drizzle-orm';
import { referrals } from '#db/schema/index.ts';
import type { Write } from '#server/kernel/write.ts';

/**
 * Locks a referral until the end of the transaction. Whoever books, changes, reminds, withdraws, detaches or closes one does this
 * before touching its links, and reads it under the lock: so one of them sees what the other did. A booking takes it after its own
 * locks, and who has this lock takes none of those, so the order is one.
 */
export async function lockReferral(w: Write, id: string): Promise<void> {
  await w.ctx.db.select({ id: referrals.id }).from(referrals).where(eq(referrals.id, id)).for('update');
}

import { eq } from 'drizzle-orm';
import { appointments } from '#db/schema/index.ts';
import type { Write } from '#server/kernel/write.ts';

/** Makes an afspraak one that came of a referral, in the write that booked it. */
export async function attach(
  w: Write,
  { referral, appointment }: { referral: string; appointment: string },
): Promise<void> {
  const tx = w.ctx.db;
  await tx.update(appointments).set({ referralId: referral }).where(eq(appointments.id, appointment));
  w.record({ about: { kind: 'referral', id: referral }, what: 'booked' });
}

import { and, eq, sql } from 'drizzle-orm';
import { appointments, referrals } from '#db/schema/index.ts';
import type { Ctx } from '#server/booking/context.ts';

/** Whether the contact is that of the jongerenwerker who referred: then it has afspraken of others, who can be elsewhere. */
export async function isSharedContact({ db }: Pick<Ctx, 'db'>, id: string): Promise<boolean> {
  const [shared] = await db
    .select({ id: appointments.id })
    .from(appointments)
    .innerJoin(referrals, eq(referrals.id, appointments.referralId))
    .where(
      and(
        eq(appointments.id, id),
        eq(referrals.contactOf, 'jongerenwerker'),
        sql`${appointments.email} is not distinct from ${referrals.email}`,
        sql`${appointments.phone} is not distinct from ${referrals.phone}`,
      ),
    );
  return shared !== undefined;
}

import { and, asc, eq, gt, or } from 'drizzle-orm';
import { appointments, staff } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { scope } from '#server/access/scope.ts';
import { viewed } from '#server/access/viewed.ts';
import type { Ctx } from '#server/booking/context.ts';
import { normalisePhone } from './contact.ts';
import { emailSchema } from './schema.ts';

/** An afspraak to come that somebody has already. */
export interface KnownAppointment {
  id: string;
  name: string | null;
  /** Epoch ms. */
  start: number;
  casemanager: string;
}

const most = 5;

/**
 * Afspraken to come, within the team, of whoever has this e-mail address or phone number as it was typed, soonest
 * first and at most five. What is no address or number has none.
 */
export async function findOfContact(
  ctx: Ctx,
  typed: { email?: string | undefined; phone?: string | undefined },
): Promise<KnownAppointment[]> {
  may(ctx, 'appointment.find');
  const email = emailSchema.safeParse(typed.email).data;
  const phone = typed.phone === undefined ? null : normalisePhone(typed.phone.slice(0, 40));
  if (email === undefined && phone === null) return [];
  viewed(ctx, 'appointment.find', { kind: 'search' });
  const theirs = or(
    ...(email === undefined ? [] : [eq(appointments.email, email)]),
    ...(phone === null ? [] : [eq(appointments.phone, phone)]),
  );
  const rows = await ctx.db
    .select({
      id: appointments.id,
      name: appointments.name,
      startsAt: appointments.startsAt,
      casemanager: staff.firstName,
    })
    .from(appointments)
    .innerJoin(staff, eq(staff.id, appointments.casemanagerId))
    .where(
      and(
        eq(appointments.status, 'booked'),
        gt(appointments.endsAt, new Date(ctx.clock.now())),
        theirs,
        scope(ctx, 'appointment.find'),
      ),
    )
    .orderBy(asc(appointments.startsAt), asc(appointments.id))
    .limit(most);
  return rows.map(({ startsAt, ...row }) => ({ ...row, start: startsAt.getTime() }));
}

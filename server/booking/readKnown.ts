import { and, eq, inArray, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { appointments, staff } from '#db/schema/index.ts';
import type { ageGroups, messageLevels, reachWays } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { scope } from '#server/access/scope.ts';
import { notFound, viewed } from '#server/access/viewed.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { Language } from '#server/kernel/languages.ts';
import type { Needs } from './needs.ts';

/** A jongere as one afspraak has them. */
export interface KnownJongere extends Needs {
  name: string;
  ageGroup: (typeof ageGroups)[number] | null;
  /** E.164. */
  phone: string | null;
  email: string | null;
  reachBy: (typeof reachWays)[number] | null;
  messages: (typeof messageLevels)[number];
  language: Language;
}

const { companion, interpreter, stepFree } = appointments;
const needsColumns = { companion, interpreter, stepFree };

/** The jongere of an afspraak of the own team, to book for them again; null when there is none (any more). */
export async function readKnown(ctx: Ctx, id: string): Promise<KnownJongere | null> {
  may(ctx, 'appointment.find');
  if (!z.uuid().safeParse(id).success) return null;
  const { name, ageGroup, phone, email, reachBy, messages, language, status, wipedAt } = appointments;
  const [row] = await ctx.db
    .select({ name, ageGroup, phone, email, reachBy, messages, language, ...needsColumns })
    .from(appointments)
    .innerJoin(staff, eq(staff.id, appointments.casemanagerId))
    .where(
      and(
        ...[eq(appointments.id, id), scope(ctx, 'appointment.find')],
        ...[inArray(status, ['booked', 'cancelled']), isNull(wipedAt)],
      ),
    );
  const about = { kind: 'appointment', id } as const;
  if (!row) {
    notFound(ctx, 'appointment.find', about);
    return null;
  }
  viewed(ctx, 'appointment.find', about);
  return { ...row, name: row.name ?? '' };
}

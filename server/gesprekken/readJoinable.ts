import { z } from 'zod';
import { appointmentStatuses, outcomes } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import { storedInstant } from '#server/kernel/storedInstant.ts';
import { readTeamReferral } from '#server/referral/teamReferrals.ts';
import type { Ctx } from './context.ts';

const appointmentSchema = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  at: storedInstant,
  with: z.string(),
  status: z.enum(appointmentStatuses),
  outcome: z.enum(outcomes).nullable(),
});

/** What may be of the jongere of a traject: made with their telephone number or mail address, and a part of no traject. */
export interface Joinable {
  appointments: z.output<typeof appointmentSchema>[];
  referrals: { id: string; firstName: string | null; from: string | null }[];
}

/** More than this nobody reads. */
const most = 5;

const idsSchema = z.array(z.object({ id: z.uuid() }));

/** Afspraken and referrals that may be joined to a traject, of those that whoever asks may see; newest first. */
export async function readJoinable(ctx: Ctx, traject: string): Promise<Joinable> {
  may(ctx, 'traject.read');
  if (!z.uuid().safeParse(traject).success) return { appointments: [], referrals: [] };
  // An index per contact: an "or" over both would read all afspraken.
  const rows = await ctx.sql`
    select a.id, a.name, a.starts_at as at, s.first_name as with, a.status, a.outcome
    from (${theirs(ctx, traject)}) j
      join lateral (
        select * from appointments where phone = j.phone union select * from appointments where email = j.email) a on true
      join staff s on s.id = a.casemanager_id
    where a.status in ('booked', 'cancelled') and a.wiped_at is null and ${rawScope(ctx, 'appointment.read')}
      and not exists (select from traject_links l where l.appointment_id = a.id)
    order by a.starts_at desc limit ${most}`;
  const ids = await ctx.sql`
    select r.id from (${theirs(ctx, traject)}) j join referrals r on r.phone = j.phone or r.email = j.email
    where r.wiped_at is null and r.contact_of = 'jongere'
      and not exists (select from traject_links l where l.referral_id = r.id)
    order by r.created_at desc limit ${most}`;
  const found = await Promise.all(idsSchema.parse([...ids]).map(({ id }) => readTeamReferral(ctx, id)));
  const referrals = found.flatMap((one) =>
    one.ok
      ? [{ id: one.referral.id, firstName: one.referral.firstName, from: one.referral.referrer.organisation }]
      : [],
  );
  return { appointments: z.array(appointmentSchema).parse([...rows]), referrals };
}

/** How the jongere of a traject of the team is reached. */
const theirs = (ctx: Ctx, traject: string) => ctx.sql`
  select j.phone, j.email from trajecten t join staff s on s.id = t.owner_id join jongeren j on j.id = t.jongere_id
  where t.id = ${traject} and j.wiped_at is null and ${rawScope(ctx, 'traject.read')}`;

import { z } from 'zod';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import type { AgendaAppointment } from '#server/agenda/types.ts';
import type { Ctx } from '#server/booking/context.ts';
import { languageSchema } from '#server/booking/schema.ts';
import type { Roster } from '#server/roster/types.ts';
import type { NextTalk } from './types.ts';

const rowSchema = z.object({
  email: z.string().nullable(),
  language: languageSchema,
  note: z.string().nullable(),
  address: z.string(),
  visitAddress: z.string().nullable(),
  before: z.number(),
  last: z
    .object({
      at: z.number(),
      text: z.string(),
      staffId: z.string(),
      staffName: z.string(),
      appointment: z.string(),
      start: z.number(),
    })
    .nullable(),
});

/**
 * What is needed for a talk: how to reach the jongere, and the last note at this or an earlier afspraak of the same
 * person. The same person is who has the name and the telephone or e-mail of this one, or whose afspraak it goes on
 * from; of other teams nothing is seen. One query.
 */
export async function readTalk(
  ctx: Ctx,
  roster: Roster,
  appointment: AgendaAppointment,
): Promise<NextTalk | null> {
  const { staff: me } = may(ctx, 'appointment.read');
  const { sql } = ctx;
  const rows = await sql`
    with this as (
      select a.* from appointments a join staff s on s.id = a.casemanager_id
      where a.id = ${appointment.id} and ${rawScope(ctx, 'appointment.read')}
    ), earlier as (
      select a.id, a.starts_at
      from this join appointments a on a.id = this.follows_id
        or (a.phone = this.phone and a.name_folded = this.name_folded)
        or (a.email = this.email and a.name_folded = this.name_folded)
      join staff s on s.id = a.casemanager_id
      where a.status = 'booked' and a.starts_at < this.starts_at and ${rawScope(ctx, 'appointment.read')}
    )
    select this.email, this.language, this.note, place.address, this.visit_address as "visitAddress", (select count(*)::int from earlier) as before,
      (
        select json_build_object('at', extract(epoch from n.at) * 1000, 'text', n.text, 'staffId', n.staff_id,
          'staffName', writer.first_name, 'appointment', n.appointment_id,
          'start', extract(epoch from whole.starts_at) * 1000)
        from (select id, starts_at from earlier union all select id, starts_at from this) whole
        join appointment_notes n on n.appointment_id = whole.id
        join staff writer on writer.id = n.staff_id
        order by n.at desc, n.id limit 1
      ) as last
    from this join locations place on place.id = this.location_id`;
  const [row] = rowSchema.array().parse(rows);
  if (!row) return null;
  const { before, last, ...known } = row;
  return {
    appointment,
    ...known,
    meetingLink: roster.casemanagers.find(({ id }) => id === me.id)?.meetingLink ?? null,
    ordinal: before + 1,
    lastNote: last && {
      at: last.at,
      text: last.text,
      staffName: last.staffName,
      own: last.staffId === me.id,
      earlier: last.appointment === appointment.id ? null : last.start,
    },
  };
}

import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { timeZone } from '#server/kernel/time.ts';
import { findAppointment } from './findAppointment.ts';

/** That somebody of the gemeente opened an afspraak on a day. */
export interface Seen {
  /** ISO date on the clock of the gemeente. */
  date: string;
  /** First name of a casemanager; null for anybody else of the gemeente. */
  firstName: string | null;
  /** Whether they also changed something. */
  changed: boolean;
}

const rowSchema = z.object({ date: z.iso.date(), firstName: z.string().nullable(), changed: z.boolean() });
/** The latest; more than anybody reads. */
const most = 40;

/**
 * Who of the gemeente opened or changed the afspraak that a private link opens, once for each day, the latest first. From the
 * audit log, which has more than a jongere needs to know.
 */
export async function seenBy(ctx: Ctx, token: string): Promise<{ ok: true; seen: Seen[] } | NotFound> {
  may(ctx, 'appointment.own.read');
  const found = await findAppointment(ctx, token);
  if (!found.ok) return found;
  const rows = await ctx.sql`
    select (a.at at time zone ${timeZone})::date::text as date,
      case when 'casemanager' = any(s.roles) then s.first_name end as "firstName", bool_or(a.kind = 'changed') as changed
    from audit a left join staff s on s.id::text = a.staff_id
    where a.object_id = ${found.appointment.id} and a.object_kind = 'appointment' and a.actor = 'staff'
      and a.kind in ('viewed', 'changed', 'exported')
    group by 1, 2 order by 1 desc, 2 limit ${most}`;
  return { ok: true, seen: rowSchema.array().parse([...rows]) };
}

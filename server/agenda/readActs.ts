import { z } from 'zod';
import { outcomes } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import type { Ctx } from '#server/booking/context.ts';
import { wasUndone } from '#server/booking/eventKinds.ts';
import { undoMs } from '#server/booking/undoable.ts';

const undoableWords = [
  'outcome',
  'moved',
  'handed-over',
  'choose-again',
  'kept-outside-hours',
  'cancelled',
  'note-added',
  'note-removed',
  'booked',
] as const;

const actSchema = z.object({
  id: z.number(),
  what: z.enum(undoableWords),
  appointmentId: z.uuid(),
  name: z.string().nullable(),
  /** Epoch ms; as it is now. */
  start: z.number(),
  /** First name of who has the afspraak now. */
  casemanager: z.string(),
  outcome: z.enum(outcomes).nullable(),
  reachable: z.boolean(),
  /** It is a follow-up of another one. */
  followUp: z.boolean(),
});
/** An act of who asks that can still be taken back, and how its afspraak is by now. */
export type Act = z.output<typeof actSchema>;

/** Of these rows of the history those that whoever asks can still take back, oldest first. At most a hundred. */
export async function readActs(ctx: Ctx, ids: readonly number[]): Promise<Act[]> {
  const { staff: me } = may(ctx, 'appointment.undo');
  const since = new Date(ctx.clock.now() - undoMs).toISOString();
  const rows = await ctx.sql`
    select history.id::float8 as id, history.what, a.id as "appointmentId", a.name,
      extract(epoch from a.starts_at)::float8 * 1000 as start, s.first_name as casemanager, a.outcome,
      (a.phone is not null or a.email is not null) as reachable, a.follows_id is not null as "followUp"
    from history join undoable on undoable.history_id = history.id
      join appointments a on a.id = history.appointment_id join staff s on s.id = a.casemanager_id
    where history.id = any(${ids.slice(0, 100)}::bigint[]) and history.staff_id = ${me.id} and history.at > ${since}
      and ${rawScope(ctx, 'appointment.undo')} and not ${wasUndone(ctx.sql)}
    order by history.id`;
  return rows.map((row) => actSchema.parse(row));
}

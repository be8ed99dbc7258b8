import { z } from 'zod';
import { calendarSourceKinds } from '#db/schema/calendarWords.ts';
import type { Ctx } from '#server/calendar/busy/context.ts';
import { leaseMs } from '#server/calendar/busy/timing.ts';
import { write } from '#server/kernel/write.ts';
import { firstDay } from './wanted.ts';

/** Which calendar is written into: one that is due, or one of somebody. */
export type Which = { due: true } | { id: string };

const claimedSchema = z.object({
  id: z.uuid(),
  casemanagerId: z.uuid(),
  kind: z.enum(calendarSourceKinds),
  sealed: z.string(),
  turn: z.int(),
  failures: z.int(),
  /** Of its owner's account. */
  email: z.string(),
  /** Whether anything has to stand there. */
  isOn: z.boolean(),
  /** Whether it is time to look what stands there, though nothing changed here. */
  isToLook: z.boolean(),
});
export type Claimed = z.output<typeof claimedSchema>;

/**
 * Takes a calendar to write into. Whoever has it has it to themselves for a while (a lease), so two processes write one after another,
 * and that of a killed one is free again. Due is what stands there in another way than it should: nothing has to be told of a
 * change, so nothing can be lost.
 */
export function claimWriter(ctx: Ctx, which: Which): Promise<Claimed | null> {
  return write<Claimed | null, Ctx>(ctx, async (w) => {
    const until = new Date(Date.parse(w.now) + leaseMs).toISOString();
    const from = firstDay(Date.parse(w.now));
    const isOn = w.tx`(writer.is_on and staff.active and 'casemanager' = any(staff.roles))`;
    /** The same as in `readWanted`. */
    const wanted = w.tx`
      ${isOn} and appointment.casemanager_id = source.casemanager_id and appointment.status = 'booked'
      and appointment.local_date >= ${from} and appointment.wiped_at is null`;
    const differs = w.tx`
      exists (
        select from appointments as appointment
        left join calendar_entries as entry
          on entry.source_id = writer.source_id and entry.appointment_id = appointment.id
        where ${wanted} and entry.sequence is distinct from appointment.sequence
      ) or exists (
        select from calendar_entries as entry
        left join appointments as appointment on appointment.id = entry.appointment_id and ${wanted}
        where entry.source_id = writer.source_id and appointment.id is null
      )`;
    const one =
      'due' in which
        ? w.tx`writer.next_at <= ${w.now} and ((${isOn} and writer.look_at <= ${w.now}) or ${differs})`
        : w.tx`writer.source_id::text = ${which.id}`;
    const [row] = await w.tx`
      update calendar_writers as mine
      set writing_until = ${until}, turn = mine.turn + 1
      from (
        select writer.source_id, source.casemanager_id, source.kind, source.sealed, staff.email, ${isOn} as is_on,
          writer.look_at <= ${w.now} as is_to_look
        from calendar_writers as writer
        join calendar_sources as source on source.id = writer.source_id
        join staff on staff.id = source.casemanager_id
        where ${one} and (writer.writing_until is null or writer.writing_until <= ${w.now})
        order by writer.next_at limit 1 for update of writer skip locked
      ) as taken
      where mine.source_id = taken.source_id
      returning mine.source_id as id, taken.casemanager_id as "casemanagerId", taken.kind, taken.sealed, mine.turn,
        mine.failures, taken.email, taken.is_on as "isOn", taken.is_to_look as "isToLook"`;
    return row === undefined ? null : claimedSchema.parse(row);
  });
}

import type { Ctx } from '#server/kernel/context.ts';
import { recordEvent } from './recordEvent.ts';

/** An afspraak that does not go on. */
export interface CallOff {
  id: string;
  /** The sequence that it must still have; left out, whatever it became meanwhile is cancelled. */
  sequence?: number | undefined;
  /** Why, in the jongere's words. */
  reason: string | null;
  /** A word of the casemanager to the jongere. */
  message: string | null;
}

/** Cancels an afspraak that stands, whoever asks; its time is free at once. False when it did not stand so any more. */
export async function callOff(ctx: Ctx, { id, sequence, reason, message }: CallOff): Promise<boolean> {
  const now = new Date(ctx.clock.now()).toISOString();
  const cancelled = await ctx.sql.begin(async (tx) => {
    const rows = await tx<{ casemanagerId: string }[]>`
      update appointments
      set status = 'cancelled', cancelled_at = ${now}, cancel_reason = ${reason},
          choose_again_at = null, message_to_jongere = ${message}, sequence = sequence + 1
      where id = ${id} and status = 'booked' and sequence = coalesce(${sequence ?? null}::int, sequence)
      returning casemanager_id as "casemanagerId"`;
    if (rows[0]) await recordEvent(tx, ctx.actor, now, { appointmentId: id, kind: 'cancelled' });
    return rows[0];
  });
  if (cancelled) ctx.bus.say({ agenda: [cancelled.casemanagerId] });
  return cancelled !== undefined;
}

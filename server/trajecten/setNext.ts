import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import type { Changed } from '#server/kernel/version.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { changeTraject, type WrongTime } from './find.ts';
import type { NextInput } from './schema.ts';

/** The date lies before today, or more than a year ahead: nobody would look until then. */
export type DateOutOfReach = { ok: false; error: 'date-out-of-reach' };

/** How far ahead the next action of a traject can lie, in days. */
export const mostDaysAhead = 366;

/** Whether a next action can be on a date (ISO), seen from today. */
export const isInReach = (on: string, today: string): boolean =>
  on >= today && on <= addDays(today, mostDaysAhead);

/** Decides what is done next, and when. */
export async function setNext(
  ctx: Ctx,
  id: string,
  { version, action, on, note }: NextInput,
): Promise<{ ok: true } | DateOutOfReach | NotFound | Changed | WrongTime> {
  may(ctx, 'traject.write');
  return changeTraject<{ ok: true } | DateOutOfReach>(
    ctx,
    { action: 'traject.write', id, version },
    async (w) => {
      if (!isInReach(on, dateInAmsterdam(Date.parse(w.now))))
        return { ok: false, error: 'date-out-of-reach' };
      await writeNext(w, id, { action, on, note: note ?? null });
      return { ok: true };
    },
  );
}

/** Part of a write that locked the traject. */
export async function writeNext(
  w: Write,
  id: string,
  { action, on, note }: { action: NextInput['action']; on: string; note: string | null },
): Promise<void> {
  await w.tx`update trajecten set next_action = ${action}, next_on = ${on}, next_note = ${note} where id = ${id}`;
  w.record({ about: { kind: 'traject', id }, what: 'next-action-set', details: { action, on } });
}

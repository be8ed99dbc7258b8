import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Changed } from '#server/kernel/version.ts';
import { changeTraject, type WrongTime } from '#server/trajecten/find.ts';
import { writeState } from '#server/trajecten/moveOn.ts';
import { writeNext } from '#server/trajecten/setNext.ts';
import { addWorkingDays } from '#server/trajecten/workingDays.ts';
import type { Ctx } from './context.ts';
import { firstPlanned } from './follow.ts';
import { endInvitation } from './invite.ts';

/** Ends the invitation that stands: its link opens nothing any more. Without a gesprek to come somebody looks for contact again. */
export async function withdrawInvitation(
  ctx: Ctx,
  id: string,
  { version }: { version: number },
): Promise<{ ok: true } | NotFound | Changed | WrongTime> {
  may(ctx, 'traject.write');
  return changeTraject<{ ok: true } | WrongTime>(
    ctx,
    { action: 'traject.write', id, version },
    async (w, row) => {
      if (!(await endInvitation(w, id, 'withdrawn'))) return { ok: false, error: 'too-late' };
      w.record({ about: { kind: 'traject', id }, what: 'invitation-withdrawn' });
      if (row.state === 'uitgenodigd' && (await firstPlanned(w, id)) === null) {
        await writeState(w, id, 'contact-zoeken');
        const on = addWorkingDays(dateInAmsterdam(Date.parse(w.now)), 1);
        await writeNext(w, id, { action: 'call', on, note: null });
      }
      return { ok: true };
    },
  );
}

import { may } from '#server/access/may.ts';
import { askToChooseAgain } from '#server/agenda/askToChooseAgain.ts';
import { findOfTeam } from '#server/agenda/findOfTeam.ts';
import { handOver } from '#server/agenda/handOver.ts';
import type { Ctx } from '#server/booking/context.ts';
import { chooseAgain, type MovesInput } from './schema.ts';

export type Moved =
  /** `undo`: the id of its row in the history; null when it was so already. */
  | { id: string; ok: true; undo: number | null }
  | {
      id: string;
      ok: false;
      /** `changed`: somebody was first. `taken`: the colleague is not free any more. `not-found`: of nobody in the team. */
      error: 'changed' | 'taken' | 'too-late' | 'not-found';
      /** How it stands now; null when it is gone. */
      now: { name: string | null; start: number; casemanager: string } | null;
    };

/**
 * Gives each of these afspraken to a colleague who is free then, or asks its jongere to choose another time; in the given order,
 * each in a write of its own, so that one which cannot does not stop the rest.
 */
export async function moveMany(ctx: Ctx, { moves, message }: MovesInput): Promise<Moved[]> {
  may(ctx, 'team.move');
  const moved: Moved[] = [];
  for (const { id, version, to } of moves) {
    const result =
      to === chooseAgain
        ? await askToChooseAgain(ctx, id, { version, message })
        : await handOver(ctx, id, { version, to, message });
    moved.push(
      result.ok
        ? { id, ok: true, undo: result.undo }
        : { id, ok: false, error: result.error, now: await asItIs(ctx, id) },
    );
  }
  return moved;
}

async function asItIs(ctx: Ctx, id: string) {
  const found = await findOfTeam(ctx, 'team.move', id);
  if (!found.ok || found.appointment.status !== 'booked') return null;
  const { name, start, casemanager } = found.appointment;
  return { name, start, casemanager: casemanager.firstName };
}

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { trajecten } from '#db/schema/index.ts';
import type { teamTasks } from '#db/schema/words.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { findOwner, gemeenteOf } from './findOwner.ts';
import { addWorkingDays } from './workingDays.ts';

/** Nobody works here who could own it. */
export type NoTeam = { ok: false; error: 'no-team' };

export interface Opening {
  jongere: string;
  /** Where they live, as it is known. */
  residence: string | null;
  task: (typeof teamTasks)[number];
  /** It is to be assigned within so many working days. */
  assignDays: number;
}

const openSchema = z.object({ id: z.uuid() });

/**
 * The open traject of a jongere; a new one where there is none, which whoever divides the work of the right team owns until it is
 * assigned. Part of a write. Two at once are one: the row of the jongere is locked.
 */
export async function openTraject(
  w: Write<Ctx>,
  { jongere, residence, task, assignDays }: Opening,
): Promise<{ ok: true; traject: string; opened: boolean } | NoTeam> {
  await w.tx`select from jongeren where id = ${jongere} for update`;
  const [open] = await w.tx`
    select id from trajecten where jongere_id = ${jongere} and closed_at is null and joined_into_id is null`;
  if (open !== undefined) return { ok: true, traject: openSchema.parse(open).id, opened: false };
  const owner = await findOwner(w, task, await gemeenteOf(w, residence));
  if (owner === null) return { ok: false, error: 'no-team' };
  const id = randomUUID();
  const tx = w.ctx.db;
  await tx.insert(trajecten).values({
    id,
    jongereId: jongere,
    ownerId: owner,
    nextAction: 'assign',
    nextOn: addWorkingDays(dateInAmsterdam(Date.parse(w.now)), assignDays),
    openedAt: new Date(w.now),
  });
  w.record({ about: { kind: 'traject', id }, what: 'opened' });
  w.changed({ trajecten: [owner] });
  return { ok: true, traject: id, opened: true };
}

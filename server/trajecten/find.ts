import { z } from 'zod';
import { destinations, nextActions, trajectStates } from '#db/schema/words.ts';
import { rawScope, type StaffAction } from '#server/access/scope.ts';
import { notFound } from '#server/access/viewed.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Changed } from '#server/kernel/version.ts';
import { type Write, write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';

const rowSchema = z.object({
  id: z.uuid(),
  jongere: z.uuid(),
  state: z.enum(trajectStates),
  owner: z.uuid(),
  isAssigned: z.boolean(),
  nextAction: z.enum(nextActions).nullable(),
  nextOn: z.string().nullable(),
  isOpen: z.boolean(),
  destination: z.enum(destinations).nullable(),
  birthDate: z.string().nullable(),
  version: z.number().int(),
});
/** A traject as the rules look at it; dates are ISO. */
export type TrajectRow = z.output<typeof rowSchema>;

/**
 * A traject that whoever is signed in may do something with, by its id; locked, so a part of a write. Of others, unknown and
 * forgotten look the same.
 */
export async function lockTraject(
  w: Write,
  action: StaffAction,
  id: string,
): Promise<{ ok: true; row: TrajectRow } | NotFound> {
  if (!z.uuid().safeParse(id).success) return { ok: false, error: 'not-found' };
  const { tx } = w;
  // Locked first and looked at anew: whoever waited for the lock would see its former owner otherwise.
  await tx`select from trajecten where id = ${id} for update`;
  const [row] = await tx`
    select t.id, t.jongere_id as jongere, t.state, t.owner_id as owner, t.assigned_at is not null as "isAssigned",
      t.next_action as "nextAction", t.next_on::text as "nextOn",
      t.closed_at is null and t.joined_into_id is null as "isOpen", t.destination, j.birth_date::text as "birthDate", t.version
    from trajecten t join staff s on s.id = t.owner_id join jongeren j on j.id = t.jongere_id
    where t.id = ${id} and t.wiped_at is null and ${rawScope(w.ctx, action)}`;
  if (row !== undefined) return { ok: true, row: rowSchema.parse(row) };
  notFound(w.ctx, action, { kind: 'traject', id });
  return { ok: false, error: 'not-found' };
}

const idSchema = z.object({ id: z.uuid() });

/** The traject that a handover is of; null when there is none. */
export async function trajectOf(w: Write<Ctx>, handover: string): Promise<string | null> {
  if (!z.uuid().safeParse(handover).success) return null;
  const [row] = await w.tx`select traject_id as id from handovers where id = ${handover}`;
  return row === undefined ? null : idSchema.parse(row).id;
}

/** It is closed, or open, and that is not what the act is for. */
export type WrongTime = { ok: false; error: 'too-late' };

/**
 * Changes an open traject as a page showed it: `act` writes, and what others changed meanwhile is answered `changed`. The version
 * grows with it.
 */
export function changeTraject<T extends { ok: boolean }>(
  ctx: Ctx,
  { action, id, version }: { action: StaffAction; id: string; version: number },
  act: (w: Write<Ctx>, row: TrajectRow) => Promise<T>,
): Promise<T | NotFound | Changed | WrongTime> {
  return write<T | NotFound | Changed | WrongTime, Ctx>(ctx, async (w) => {
    const found = await lockTraject(w, action, id);
    if (!found.ok) return found;
    if (found.row.version !== version) return { ok: false, error: 'changed' };
    if (!found.row.isOpen) return { ok: false, error: 'too-late' };
    const result = await act(w, found.row);
    if (!result.ok) return w.undo(result);
    await w.tx`update trajecten set version = version + 1 where id = ${id}`;
    w.changed({ trajecten: [found.row.owner] });
    return result;
  });
}

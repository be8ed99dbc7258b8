import { z } from 'zod';
import type { StaffAction } from '#server/access/scope.ts';
import { notFound } from '#server/access/viewed.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Write } from '#server/kernel/write.ts';
import { placesInScope } from './places.ts';
import { type LineRow, selectLine } from './selectLine.ts';

/**
 * Somebody who walked in today at a location of the own team; with `andLeft` also who waited on a day before. Anybody else's
 * looks as if it did not exist.
 */
export async function findWalkIn(
  ctx: Ctx,
  action: StaffAction,
  id: string,
  { andLeft = false } = {},
): Promise<{ ok: true; row: LineRow } | NotFound> {
  const places = placesInScope(ctx, action, await ctx.roster.current()).map((place) => place.id);
  const isId = z.uuid().safeParse(id).success;
  const date = dateInAmsterdam(ctx.clock.now());
  const line = isId ? await selectLine(ctx.sql, { locations: places, date, andLeft }) : [];
  const row = line.find((one) => one.id === id);
  if (row) return { ok: true, row };
  notFound(ctx, action, { kind: 'walk-in', id });
  return { ok: false, error: 'not-found' };
}

const lockedSchema = z.object({
  status: z.string(),
  version: z.number(),
  appointment: z.string().nullable(),
});

/** The row as it stands now, locked until the end of the write; null when it is gone, or no longer what was read at `version`. */
export async function lockWalkIn({ tx }: Write, id: string, version?: number) {
  const [row] = await tx`
    select status, version, appointment_id as appointment from walk_ins where id = ${id} for update`;
  const locked = row === undefined ? null : lockedSchema.parse(row);
  return version === undefined || locked?.version === version ? locked : null;
}

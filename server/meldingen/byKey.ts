import { z } from 'zod';
import { may } from '#server/access/may.ts';
import { notFound, viewed } from '#server/access/viewed.ts';
import type { TooMany } from '#server/booking/types.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { bySystem, checkKey, type KeyUnknown } from '#server/referral/organisationKeys.ts';
import type { Ctx } from './context.ts';
import { findOwnMelding, type OwnMelding } from './readOwn.ts';
import { type Reported, reportOnce } from './report.ts';
import { ownNumberSchema, type ReportInput } from './schema.ts';

/** The key is of an organisation that is no school. */
export interface NoSchool {
  ok: false;
  error: 'no-school';
}

/**
 * Reports a pupil by a system of a school, whose key is the right to that school alone. The same number with the same input is the
 * same melding.
 */
export async function reportByKey(
  ctx: Ctx,
  key: string,
  input: ReportInput,
  ownNumber: string,
): Promise<Reported | KeyUnknown | NoSchool> {
  may(ctx, 'melding.send');
  const known = await schoolOf(ctx, key);
  if (!known.ok) return known;
  return reportOnce(bySystem(ctx), { organisation: known.organisation, staff: null, key: ownNumber }, input);
}

/** A melding of the school that a key is of, by the number that its system gave it, or by our id. */
export async function readByKey(
  ctx: Ctx,
  key: string,
  number: string,
): Promise<{ ok: true; melding: OwnMelding } | NotFound | KeyUnknown | NoSchool | TooMany> {
  may(ctx, 'melding.send');
  const known = await schoolOf(ctx, key);
  if (!known.ok) return known;
  return readOfSchool(bySystem(ctx), known.organisation, number);
}

async function readOfSchool(
  ctx: Ctx,
  school: string,
  number: string,
): Promise<{ ok: true; melding: OwnMelding } | NotFound> {
  const { sql } = ctx;
  const isIts = sql`m.organisation_id = ${school}`;
  const isId = z.uuid().safeParse(number).success;
  const isNumber = ownNumberSchema.safeParse(number).success;
  const melding =
    (isNumber ? await findOwnMelding(ctx, sql`${isIts} and m.own_number = ${number}`) : null) ??
    (isId ? await findOwnMelding(ctx, sql`${isIts} and m.id = ${number}`) : null);
  if (melding === null) {
    if (isId) notFound(ctx, 'melding.send', { kind: 'melding', id: number });
    return { ok: false, error: 'not-found' };
  }
  viewed(ctx, 'melding.send', { kind: 'melding', id: melding.id });
  return { ok: true, melding };
}

const kindSchema = z.object({ kind: z.string() });

async function schoolOf(
  ctx: Ctx,
  key: string,
): Promise<{ ok: true; organisation: string } | KeyUnknown | NoSchool | TooMany> {
  const known = await checkKey(ctx, key);
  if (!known.ok) return known;
  const [row] = await ctx.sql`select kind from organisations where id = ${known.organisation}`;
  return kindSchema.parse(row).kind === 'school' ? known : { ok: false, error: 'no-school' };
}

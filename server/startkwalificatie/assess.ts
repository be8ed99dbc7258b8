import type { FieldError } from '#server/booking/schema.ts';
import type { Ctx } from '#server/kernel/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { keurDatum } from './datum.ts';
import { beoordeel } from './rules.ts';
import type { AssessInput } from './schema.ts';
import type { Uitkomst } from './words.ts';

export type AssessResult =
  | { ok: true; uitkomst: Uitkomst }
  | { ok: false; error: 'invalid'; errors: FieldError[] };

/** Where somebody stands on the peildatum, or else today in Amsterdam. Nothing of it is kept or logged. */
export async function assess(ctx: Ctx, { peildatum, ...antwoorden }: AssessInput): Promise<AssessResult> {
  const opDatum = peildatum ?? dateInAmsterdam(ctx.clock.now());
  const gekeurd = keurDatum(antwoorden.geboortedatum, opDatum);
  if (!gekeurd.ok)
    return { ok: false, error: 'invalid', errors: [{ field: 'geboortedatum', message: gekeurd.fout }] };
  const { settings } = await ctx.roster.current();
  return { ok: true, uitkomst: beoordeel(antwoorden, opDatum, settings.ageLimits) };
}

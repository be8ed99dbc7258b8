import type { Clock } from '#server/kernel/clock.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { checkDate } from './date.ts';
import type { Leeftijdsgrenzen } from './grenzen.ts';
import { judge } from './rules.ts';
import type { AssessInput } from './schema.ts';
import type { Uitkomst } from './words.ts';

export type AssessResult =
  | { ok: true; uitkomst: Uitkomst }
  | { ok: false; error: 'invalid'; errors: FieldError[] };

/** The day, and the ages of the settings: the settings know this capability, not the other way round. */
export interface AssessCtx {
  clock: Clock;
  roster: { current(): Promise<{ settings: { ageLimits: readonly Leeftijdsgrenzen[] } }> };
}

/** Where somebody stands on the peildatum, or else today in Amsterdam. Nothing of it is kept or logged. */
export async function assess(
  ctx: AssessCtx,
  { peildatum, ...antwoorden }: AssessInput,
): Promise<AssessResult> {
  const onDate = peildatum ?? dateInAmsterdam(ctx.clock.now());
  const checked = checkDate(antwoorden.geboortedatum, onDate);
  if (!checked.ok)
    return { ok: false, error: 'invalid', errors: [{ field: 'geboortedatum', message: checked.error }] };
  const { settings } = await ctx.roster.current();
  return { ok: true, uitkomst: judge(antwoorden, onDate, settings.ageLimits) };
}

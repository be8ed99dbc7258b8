import { extendHold } from '../../server/booking/extendHold.ts';
import { releaseHold } from '../../server/booking/releaseHold.ts';
import { saveDetails } from '../../server/booking/saveDetails.ts';
import type { FieldError } from '../../server/booking/schema.ts';
import type { Hold } from '../../server/booking/types.ts';
import type { Ctx } from '../../server/context.ts';
import { type FormValues, typed } from './form.ts';
import { leaveHold } from './leaveHold.ts';
import { type OwnWords, pathsIn } from './paths.ts';
import { type PersonFields, parsePerson, tooOld, typedFields } from './person.ts';

export type DetailsAnswer =
  | { kind: 'go'; to: string }
  | { kind: 'show'; hold: Hold; fields: PersonFields; errors: FieldError[] }
  | { kind: 'over'; error: 'hold-expired' | 'not-found' };

/** What a post of the page "about you" comes to. */
export async function answerDetails(
  ctx: Ctx,
  hold: Hold,
  values: FormValues,
  own?: OwnWords,
): Promise<DetailsAnswer> {
  const paths = pathsIn(ctx.language);
  const button = typed(values, 'actie');
  const left = await leaveHold(ctx, hold, button, own);
  if (left !== null) return { kind: 'go', to: left };

  const fields = typedFields(values);
  const parsed = parsePerson(values, hold.modality, ctx.language);
  if (button === 'meer-tijd') {
    const extended = await extendHold(ctx, hold.token);
    if (!extended.ok) return { kind: 'over', error: extended.error };
    // Half of it may be filled in yet: that is shown again, and no error so far.
    return { kind: 'show', hold: extended.hold, fields, errors: [] };
  }
  if (fields.ageGroup === tooOld) {
    await releaseHold(ctx, hold.token);
    return { kind: 'go', to: paths.olderThan26 };
  }
  if (!parsed.ok) return { kind: 'show', hold, fields, errors: parsed.errors };
  const saved = await saveDetails(ctx, hold.token, parsed.person);
  if (saved.ok) return { kind: 'go', to: paths.check(hold.token, own) };
  if (saved.error === 'invalid') return { kind: 'show', hold, fields, errors: saved.errors };
  return { kind: 'over', error: saved.error };
}

import { z } from 'zod';
import { extendHold } from '#server/booking/extendHold.ts';
import { releaseHold } from '#server/booking/releaseHold.ts';
import { sameDetails } from '#server/booking/sameDetails.ts';
import { saveDetails } from '#server/booking/saveDetails.ts';
import type { Appointment, Hold } from '#server/booking/types.ts';
import type { Ctx } from '#server/kernel/context.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { fieldErrorsSchema } from '#ui/refusals.ts';
import { leaveHold } from './leaveHold.ts';
import { type OwnWords, pathsIn } from './paths.ts';
import { parsePerson, tooOld } from './person.ts';

/** The page comes again, with what was typed and all that is wrong with it; nothing is, for who asked for more time. */
export const detailsAgain = z.object({ ok: z.literal(false), errors: fieldErrorsSchema });

export type DetailsAnswer = { ok: true; to: string } | z.infer<typeof detailsAgain>;

/** Where a form of the page "about you" leads when its hold became an afspraak before. */
export function afterBooked(ctx: Ctx, appointment: Appointment, values: FormValues | null): string {
  const parsed = values && parsePerson(values, appointment.modality, ctx.language);
  const stood = parsed !== null && !(parsed.ok && sameDetails(appointment, parsed.person));
  return pathsIn(ctx.language).done(appointment.token, { stood });
}

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
  if (left !== null) return { ok: true, to: left };

  // Of a hold that is over, the page itself says so.
  const here = { ok: true, to: paths.details(hold.token, own) } as const;
  const parsed = parsePerson(values, hold.modality, ctx.language);
  if (button === 'meer-tijd') {
    const extended = await extendHold(ctx, hold.token);
    // Half of it may be filled in yet: that is shown again, and no error so far.
    return extended.ok ? { ok: false, errors: [] } : here;
  }
  if (typed(values, 'ageGroup') === tooOld) {
    await releaseHold(ctx, hold.token);
    return { ok: true, to: paths.olderThan26 };
  }
  if (!parsed.ok) return { ok: false, errors: parsed.errors };
  const saved = await saveDetails(ctx, hold.token, parsed.person);
  if (saved.ok) return { ok: true, to: paths.check(hold.token, own) };
  return saved.error === 'invalid' ? { ok: false, errors: saved.errors } : here;
}

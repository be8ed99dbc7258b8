import type { z } from 'zod';
import type { Ctx } from '#server/http/context.ts';
import { addToMelding } from '#server/meldingen/addToMelding.ts';
import { type OwnMelding, readOwnMelding } from '#server/meldingen/readOwn.ts';
import { additionSchema, withdrawSchema } from '#server/meldingen/schema.ts';
import { withdrawMelding } from '#server/meldingen/withdrawMelding.ts';
import type { PageErrors } from '#ui/errors.ts';
import { type FormValues, optional, typed } from '#ui/form.ts';
import { attempt, refusedAs, refusedInvalid } from '#ui/refusals.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { formErrors } from '../booking/errors.ts';
import { schoolPaths } from './paths.ts';

const outcomes = refusedInvalid.or(refusedAs('not-found', 'too-late'));
type Refused = z.output<typeof outcomes>;

/** What the page says was just done. */
const news = ['reported', 'added', 'withdrawn'] as const;
type News = (typeof news)[number];

export interface MeldingPage {
  melding: OwnMelding;
  /** What was typed, and is not sent. */
  typed: { body: string | undefined; reason: string | undefined };
  errors: PageErrors;
  isTooLate: boolean;
  done: News | null;
}

/** One melding of the own school: where it stands, and what may still be done. */
export const meldingStep: TakeStep<MeldingPage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const { id = '' } = asked.params;
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const outcome = await form.answer(outcomes, (sent) => carryOut(ctx, id, sent));
  if (outcome?.ok) return redirectTo(schoolPaths.melding(id, outcome.done));
  const found = await readOwnMelding(ctx, id);
  if (!found.ok) return notFound;
  if (form.sent) return form.again();
  const wrong = outcome?.error === 'invalid' ? outcome.errors : [];
  const asks = form.values ? null : asked.url.searchParams.get('done');
  return showPage(
    {
      melding: found.melding,
      typed: { body: typed(form.values ?? {}, 'body'), reason: typed(form.values ?? {}, 'reason') },
      errors: formErrors(wrong, ['body', 'reason'], lang),
      isTooLate: outcome?.error === 'too-late',
      done: news.find((one) => one === asks) ?? null,
    },
    outcome === undefined ? 200 : outcome.error === 'invalid' ? 422 : 409,
  );
};

async function carryOut(
  ctx: Ctx,
  id: string,
  values: FormValues,
): Promise<Refused | { ok: true; done: News }> {
  if (typed(values, 'does') === 'withdraw') {
    const sent = { reason: optional(values, 'reason') };
    const result = await attempt(withdrawSchema, sent, (input) => withdrawMelding(ctx, id, input));
    return result.ok ? { ok: true, done: 'withdrawn' } : result;
  }
  const result = await attempt(additionSchema, values, (input) => addToMelding(ctx, id, input));
  return result.ok ? { ok: true, done: 'added' } : result;
}

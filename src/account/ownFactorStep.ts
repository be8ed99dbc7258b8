import { z } from 'zod';
import type { Ctx } from '#server/accounts/context.ts';
import { readConfirmed } from '#server/accounts/factors/confirmPassword.ts';
import {
  type Factor,
  readOwnFactors,
  removeFactor,
  renameFactor,
} from '#server/accounts/factors/ownFactors.ts';
import { factorNameSchema } from '#server/accounts/factors/schema.ts';
import { type PageErrors, pageErrors } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { attempt, refusedAs, refusedInvalid } from '#ui/refusals.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths, withQuery } from '../agenda/paths.ts';
import { texts } from '../content/texts.ts';
import { asFactorError, factorErrors } from './factorErrors.ts';

export interface OwnFactorPage {
  factor: Factor;
  /** What stands in the field. */
  name: string | undefined;
  errors: PageErrors;
  /** The one factor that there is: `needed` of who cannot do without. */
  isLast: 'needed' | 'free' | null;
}

const refusals = refusedInvalid.or(refusedAs('unknown', 'last-factor', 'unconfirmed'));
type Refusal = z.output<typeof refusals>;

/** One of the own factors, to call something else or to take away. */
export const ownFactorStep: TakeStep<OwnFactorPage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const id = z.uuid().safeParse(asked.params.id).data ?? '';
  const { factors, required } = await readOwnFactors(ctx);
  const factor = factors.find((one) => one.id === id);
  if (!factor) return notFound;
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const path = staffPaths.ownFactor(id);
  const wantsAway = form.sent && typed(form.values ?? {}, 'does') === 'remove';
  if (wantsAway && !(await readConfirmed(ctx))) return redirectTo(staffPaths.confirm(path));
  const result = await form.answer(refusals, (sent) => carryOut(ctx, id, sent));
  if (result?.ok) return redirectTo(withQuery(staffPaths.account, { done: result.done }));
  if (form.sent) return form.again();
  const said = result?.error === 'invalid' ? result.errors : result ? [asFactorError(result.error)] : [];
  const name =
    form.values && typed(form.values, 'does') === 'name' ? typed(form.values, 'name') : factor.name;
  const isLast = factors.length > 1 ? null : required ? 'needed' : 'free';
  const errors = pageErrors(factorErrors(texts(lang), said));
  return showPage({ factor, name, errors, isLast }, result ? 422 : 200);
};

async function carryOut(
  ctx: Ctx,
  id: string,
  sent: FormValues,
): Promise<Refusal | { ok: true; done: 'removed' | 'named' }> {
  if (typed(sent, 'does') === 'remove') {
    const removed = await removeFactor(ctx, id);
    return removed.ok ? { ok: true, done: 'removed' } : removed;
  }
  const named = await attempt(factorNameSchema, sent, (input) => renameFactor(ctx, id, input));
  return named.ok ? { ok: true, done: 'named' } : named;
}

import { setUpFirst } from '#server/accounts/factors/addFactor.ts';
import { readPending } from '#server/accounts/factors/pending.ts';
import { hasFactor } from '#server/accounts/factors/pendingFactors.ts';
import { newFactorSchema } from '#server/accounts/factors/schema.ts';
import { returnPath, signInPath } from '#server/accounts/returnPath.ts';
import { fieldErrors, type PageErrors, pageErrors, type SaidError } from '#ui/errors.ts';
import { type FormValues, readForm, typed } from '#ui/form.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { staffPaths } from '../agenda/paths.ts';
import { texts } from '../content/texts.ts';
import { asFactorError, factorErrors } from './factorErrors.ts';
import { type FactorToAdd, nameOfNew, offerFactor } from './newFactor.ts';

export interface SetUpFactorPage {
  toAdd: FactorToAdd;
  errors: PageErrors;
}

/** Whoever's password was right and who has no second factor yet sets one up, and is in. */
export const setUpFactorStep: TakeStep<SetUpFactorPage> = async ({ request, url, locals }) => {
  const { ctx, lang, settings, isOpen } = locals;
  const t = texts(lang);
  const back = returnPath(url.searchParams.get('back'));
  const from = { cookies: request.headers.get('cookie'), userAgent: request.headers.get('user-agent') };
  const pending = await readPending(ctx, from.cookies);
  if (!pending) return redirectTo(signInPath(back));
  if (await hasFactor(ctx, pending)) return redirectTo(staffPaths.giveFactor(back));
  const show = async (said: readonly SaidError[], values: FormValues = {}) => {
    const { staffId, id: owner, email, firstName, lastName } = pending;
    const who = { staffId, owner, email, name: `${firstName} ${lastName}` };
    const offer = { municipality: isOpen ? settings.municipality : '', carried: typed(values, 'sealed') };
    const toAdd = await offerFactor(ctx, who, offer);
    return showPage<SetUpFactorPage>({ toAdd, errors: pageErrors(said) }, said.length > 0 ? 422 : 200);
  };
  if (request.method !== 'POST') return show([]);
  const values = await readForm(request);
  if (values === null) return brokenForm;
  const input = newFactorSchema.safeParse(values);
  if (!input.success) return show(factorErrors(t, fieldErrors(input.error)), values);
  const added = { input: input.data, name: nameOfNew(t, input.data.does, request) };
  const result = await setUpFirst(ctx, { pending, from }, added);
  if (result.ok) {
    const next = result.missed ? staffPaths.missed(back) : back;
    return { ...redirectTo(staffPaths.recoveryCodes(next)), cookies: result.cookies };
  }
  if (result.error === 'over') return redirectTo(signInPath(back));
  return show(factorErrors(t, [asFactorError(result.error)]), values);
};

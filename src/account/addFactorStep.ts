import { z } from 'zod';
import { addFactor } from '#server/accounts/factors/addFactor.ts';
import { readConfirmed } from '#server/accounts/factors/confirmPassword.ts';
import { newFactorSchema } from '#server/accounts/factors/schema.ts';
import { staffOf } from '#server/accounts/staffOf.ts';
import { type PageErrors, pageErrors } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { attempt } from '#ui/refusals.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths, withQuery } from '../agenda/paths.ts';
import { texts } from '../content/texts.ts';
import { asFactorError, factorErrors } from './factorErrors.ts';
import { type FactorToAdd, nameOfNew, offerFactor } from './newFactor.ts';

export interface AddFactorPage {
  toAdd: FactorToAdd;
  errors: PageErrors;
}

/** Kept with the form: what was wrong, and the app that was being set up, sealed. Never the code. */
const refused = z.object({ ok: z.literal(false), error: z.string(), sealed: z.string().exactOptional() });

/** Whoever is signed in adds a factor, after their password was asked again. */
export const addFactorStep: TakeStep<AddFactorPage> = async (asked) => {
  const { ctx, lang, settings, isOpen } = asked.locals;
  const t = texts(lang);
  const { id: staffId, session: owner, email, firstName, lastName } = staffOf(ctx);
  const form = await takeForm(asked, undefined, { hasSecrets: true });
  if (form.values === null) return brokenForm;
  if (!(await readConfirmed(ctx))) return redirectTo(staffPaths.confirm(staffPaths.addFactor));
  const result = await form.answer(refused, carryOut);
  if (result?.ok) {
    const account = withQuery(staffPaths.account, { done: 'added' });
    return redirectTo(result.codes ? staffPaths.recoveryCodes(account) : account);
  }
  if (form.sent) return form.again();
  const who = { staffId, owner, email, name: `${firstName} ${lastName}` };
  const offer = { municipality: isOpen ? settings.municipality : '', carried: result?.sealed };
  const toAdd = await offerFactor(ctx, who, offer);
  const errors = pageErrors(result ? factorErrors(t, [asFactorError(result.error)]) : []);
  return showPage({ toAdd, errors }, result ? 422 : 200);

  async function carryOut(sent: FormValues) {
    const added = await attempt(newFactorSchema, sent, (input) =>
      addFactor(ctx, { input, name: nameOfNew(t, input.does, asked.request) }),
    );
    if (added.ok) return added;
    const error = added.error === 'invalid' ? (added.errors[0]?.message ?? '') : added.error;
    const sealed = typed(sent, 'sealed');
    return { ok: false as const, error, ...(sealed === undefined ? {} : { sealed }) };
  }
};

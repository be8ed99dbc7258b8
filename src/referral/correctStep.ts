import { openInvitation } from '#server/referral/openInvitation.ts';
import { pageErrors } from '#ui/errors.ts';
import { readForm } from '#ui/form.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { pathsIn } from '../booking/paths.ts';
import { type CorrectForm, correct, fieldsOf, typedCorrection } from './correct.ts';
import { invitationOver, type OverPage } from './invitationStep.ts';

/** Who was invited corrects what was said of them. */
export const correctInvitationStep: TakeStep<CorrectForm | OverPage> = async (asked) => {
  const { ctx } = asked.locals;
  const { token = '' } = asked.params;
  const values = asked.request.method === 'POST' ? await readForm(asked.request) : undefined;
  if (values === null) return brokenForm;
  const result = values && (await correct(ctx, { invitation: token }, values));
  if (result?.ok) return redirectTo(pathsIn(ctx.language).invitation(token, 'corrected'));
  const opened = await openInvitation(ctx, token);
  if (!opened.ok) return invitationOver(opened);
  const { invitation: referral } = opened;
  // Withdrawn at this moment: its own page says so.
  if (result && !('errors' in result)) return redirectTo(pathsIn(ctx.language).invitation(token));
  const fields = values ? typedCorrection(values) : fieldsOf(referral);
  const errors = result?.errors ?? pageErrors([]);
  return showPage({ view: 'form', referral, fields, errors }, result?.status);
};

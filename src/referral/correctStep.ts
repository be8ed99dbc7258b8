import type { Ctx } from '#server/booking/context.ts';
import { openInvitation } from '#server/referral/openInvitation.ts';
import { type Holder, readSharing } from '#server/referral/ownReferral.ts';
import { pageErrors } from '#ui/errors.ts';
import { readForm } from '#ui/form.ts';
import {
  type Asked,
  brokenForm,
  notFound,
  redirectTo,
  type Step,
  showPage,
  type TakeStep,
} from '#ui/step.ts';
import { pathsIn } from '../booking/paths.ts';
import { type CorrectForm, correct, fieldsOf, typedCorrection } from './correct.ts';
import { invitationOver, type OverPage } from './invitationStep.ts';

/** Who was invited corrects what was said of them. */
export const correctInvitationStep: TakeStep<CorrectForm | OverPage> = (asked) => {
  const { ctx } = asked.locals;
  const { token = '' } = asked.params;
  return correctStep<OverPage>(asked, {
    by: { invitation: token },
    done: pathsIn(ctx.language).invitation(token, 'corrected'),
    late: pathsIn(ctx.language).invitation(token),
    open: async () => {
      const opened = await openInvitation(ctx, token);
      return opened.ok ? opened.invitation : invitationOver(opened);
    },
  });
};

/** The same by the private link of the afspraak. */
export const correctSharedStep: TakeStep<CorrectForm> = (asked) => {
  const { ctx } = asked.locals;
  const { token = '' } = asked.params;
  return correctStep<never>(asked, {
    by: { appointment: token },
    done: pathsIn(ctx.language).shared(token, 'corrected'),
    late: pathsIn(ctx.language).shared(token),
    open: async () => {
      const found = await readSharing(ctx, token);
      return found.ok && found.referral ? found.referral : notFound;
    },
  });
};

interface Question<Other> {
  by: Holder;
  /** Where it leads once it was corrected, and where nothing can be corrected any more. */
  done: string;
  late: string;
  /** What stands there, or the page that comes instead. */
  open: (ctx: Ctx) => Promise<CorrectForm['referral'] | Step<Other>>;
}

async function correctStep<Other>(
  { request, locals: { ctx } }: Asked,
  { by, done, late, open }: Question<Other>,
): Promise<Step<CorrectForm | Other>> {
  const values = request.method === 'POST' ? await readForm(request) : undefined;
  if (values === null) return brokenForm;
  const result = values && (await correct(ctx, by, values));
  if (result?.ok) return redirectTo(done);
  const referral = await open(ctx);
  if ('kind' in referral) return referral;
  if (result && !('errors' in result)) return redirectTo(late);
  const fields = values ? typedCorrection(values) : fieldsOf(referral);
  const errors = result?.errors ?? pageErrors([]);
  return showPage({ view: 'form', referral, fields, errors }, result?.status);
}

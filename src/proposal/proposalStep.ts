import type { Ctx } from '#server/booking/context.ts';
import { agreeToProposal, refuseProposal } from '#server/chat/proposal/answerProposal.ts';
import { type OpenedProposal, readProposal } from '#server/chat/proposal/readProposal.ts';
import { agreeSchema } from '#server/chat/proposal/schema.ts';
import { sayMessage } from '#server/kernel/texts/texts.ts';
import { type PageErrors, pageErrors, sayErrors } from '#ui/errors.ts';
import { type FormValues, optional, readForm, typed } from '#ui/form.ts';
import { attempt } from '#ui/refusals.ts';
import { brokenForm, notFound, redirectTo, type Step, showPage, type TakeStep } from '#ui/step.ts';
import { contactNames } from '../booking/errors.ts';
import { pathsIn } from '../booking/paths.ts';

/** The fields from top to bottom. */
export const proposalFields = [
  'told',
  'firstName',
  'ageGroup',
  'phone',
  'email',
  'reachBy',
  'reachNote',
  'consent',
];
type ProposalFields = Partial<Record<(typeof proposalFields)[number], string>>;

export interface ProposalPage {
  proposal: OpenedProposal;
  fields: ProposalFields;
  errors: PageErrors;
}

/** The jongere reads what a casemanager proposed, and decides; afterwards the same address says how it stands. */
export const proposalStep: TakeStep<ProposalPage> = async ({ request, params, locals: { ctx } }) => {
  const { token = '' } = params;
  const values = request.method === 'POST' ? await readForm(request) : undefined;
  if (values === null) return brokenForm;
  const answered = values && (await answer(ctx, token, values));
  if (answered && 'kind' in answered) return answered;
  const found = await readProposal(ctx, token);
  if (!found.ok) return notFound;
  const { proposal } = found;
  const fields = values
    ? Object.fromEntries(proposalFields.map((name) => [name, typed(values, name)]))
    : { told: proposal.told ?? undefined, firstName: proposal.firstName ?? undefined };
  return showPage(
    { proposal, fields, errors: answered?.errors ?? pageErrors([]) },
    answered?.status ?? (proposal.state === 'proposed' || proposal.state === 'agreed' ? 200 : 410),
  );
};

async function answer(
  ctx: Ctx,
  token: string,
  values: FormValues,
): Promise<Step<ProposalPage> | { status: number; errors: PageErrors }> {
  const paths = pathsIn(ctx.language);
  const result =
    typed(values, 'does') === 'no'
      ? await refuseProposal(ctx, token)
      : await attempt(agreeSchema, toInput(values), (input) => agreeToProposal(ctx, token, input));
  // Its own address says what became of it, also when somebody was first.
  if (result.ok || result.error === 'over') return redirectTo(paths.proposal(token));
  if (result.error === 'not-found') return notFound;
  if (result.error === 'elsewhere') return redirectTo(paths.olderThan26);
  const errors =
    result.error === 'consent-changed'
      ? [{ field: 'consent', message: 'own-consent-changed' }]
      : result.errors;
  const said = sayErrors(errors, {
    fields: proposalFields,
    names: { ...contactNames, contact: 'phone', consentVersion: 'consent' },
    say: (message) => sayMessage(ctx.language, message),
  });
  return { status: result.error === 'invalid' ? 422 : 409, errors: pageErrors(said) };
}

const toInput = (values: FormValues): FormValues => ({
  ...values,
  contact: { email: optional(values, 'email'), phone: optional(values, 'phone') },
  reachBy: optional(values, 'reachBy'),
  consent: values.consent === 'yes' || undefined,
});

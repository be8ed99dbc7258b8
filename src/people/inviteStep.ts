import { z } from 'zod';
import type { Ctx } from '#server/accounts/context.ts';
import { readPasswordLink } from '#server/accounts/passwordLink.ts';
import { type Person, readPeople, readPerson, type Workplaces } from '#server/accounts/people.ts';
import { invite } from '#server/accounts/savePerson.ts';
import { personSchema } from '#server/accounts/schema.ts';
import { type PageErrors, pageErrors } from '#ui/errors.ts';
import type { FormValues } from '#ui/form.ts';
import { attempt, refusedAs, refusedInvalid } from '#ui/refusals.ts';
import { brokenForm, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { texts } from '../content/texts.ts';
import {
  asFieldError,
  madeLink,
  misplaced,
  type PersonFields,
  personErrors,
  typedPerson,
} from './personForm.ts';

export interface InvitePage {
  workplaces: Workplaces;
  fields: PersonFields;
  errors: PageErrors;
  /** Somebody who was invited just now; without an address when the link was used or replaced since. */
  invited: { person: Person; url: string | null } | null;
}

// What is kept with the form is whom the link is for, not the link.
const invitedSchema = madeLink.extend({ id: z.uuid() });
const outcomes = invitedSchema.or(refusedInvalid).or(refusedAs(...misplaced));
type Outcome = z.output<typeof outcomes>;

/** A beheerder invites somebody, and gets the link to hand over. */
export const inviteStep: TakeStep<InvitePage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const { organisations, teams } = await readPeople(ctx);
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const result = await form.answer(outcomes, (sent) => send(ctx, sent));
  if (form.sent) return form.again();
  const invited = result?.ok ? await findInvited(ctx, result) : null;
  const refusal = result?.ok ? undefined : result;
  const wrong = refusal?.error === 'invalid' ? refusal.errors : refusal ? [asFieldError(refusal.error)] : [];
  const errors = pageErrors(personErrors(texts(lang), wrong));
  const [first] = organisations;
  const fresh = {
    organisation: first?.id ?? '',
    roles: ['casemanager'],
    team: teams.find(({ organisation }) => organisation === first?.id)?.id ?? '',
  };
  const fields = form.values && !invited ? typedPerson(form.values) : fresh;
  const status = refusal ? (refusal.error === 'invalid' ? 422 : 409) : 200;
  return showPage({ workplaces: { organisations, teams }, fields, errors, invited }, status);
};

async function send(ctx: Ctx, sent: FormValues): Promise<Outcome> {
  const result = await attempt(personSchema, sent, (input) => invite(ctx, input));
  return result.ok ? { ok: true, id: result.id, nonce: result.link.nonce } : result;
}

async function findInvited(ctx: Ctx, { id, nonce }: z.output<typeof invitedSchema>) {
  const found = await readPerson(ctx, id);
  return found ? { person: found.person, url: await readPasswordLink(ctx, id, nonce) } : null;
}

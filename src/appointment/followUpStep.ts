import { randomUUID } from 'node:crypto';
import { bookFollowUp } from '#server/agenda/bookFollowUp.ts';
import { type FollowUpProposal, proposeFollowUp } from '#server/agenda/proposeFollowUp.ts';
import { readAppointment } from '#server/agenda/readAppointment.ts';
import { type FollowUpInput, followUpSchema, followUpWeeks } from '#server/agenda/schema.ts';
import type { AgendaDetails } from '#server/agenda/types.ts';
import type { PageErrors } from '#ui/errors.ts';
import { optional } from '#ui/form.ts';
import { attempt, refusedAs, refusedInvalid, refusedSameTime, refusedTaken } from '#ui/refusals.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths } from '../agenda/paths.ts';
import { backOf, placeOf, saying } from './comeBack.ts';
import { refused } from './errors.ts';

export interface FollowUpPage {
  appointment: AgendaDetails;
  errors: PageErrors;
  /** After how many weeks. */
  weeks: (typeof followUpWeeks)[number];
  /** When to meet again; null when there is nobody to meet again. */
  proposal: FollowUpProposal | null;
  /** What was sent, when the jongere has another afspraak at that time: who insists has it all the same. */
  insist: FollowUpInput | null;
  /** Names the form, so that sending it twice books once. */
  key: string;
  /** Where it was asked from. */
  back: string | undefined;
}

const refusals = refusedInvalid
  .or(refusedTaken)
  .or(refusedSameTime)
  .or(refusedAs('not-found', 'too-late', 'key-reused'));

/** Staff book the next afspraak with the same jongere. */
export const followUpStep: TakeStep<FollowUpPage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const { id = '' } = asked.params;
  const weeks = followUpWeeks.find((one) => String(one) === asked.url.searchParams.get('weeks')) ?? 2;
  const form = await takeForm(asked, id);
  const { values } = form;
  if (values === null) return brokenForm;
  const result = await form.answer(refusals, (sent) =>
    attempt(followUpSchema, { ...sent, location: optional(sent, 'location') }, (input) =>
      bookFollowUp(ctx, id, input),
    ),
  );
  const back = backOf(values, asked.url);
  if (result?.ok)
    return redirectTo(saying(back ?? staffPaths.appointment(result.id), { undo: [result.undo] }));

  const found = await readAppointment(ctx, id);
  if (!found.ok) return notFound;
  if (form.sent) return form.again(placeOf(form.values, asked.url));
  const wanted =
    values && followUpSchema.safeParse({ ...values, location: optional(values, 'location') }).data;
  const insist = (result?.error === 'same-time' && wanted) || null;
  const { errors, status } = refused(lang, { result, fields: [], taken: 'care.error.taken' });
  const proposed = await proposeFollowUp(ctx, id, { weeks });
  const proposal = proposed.ok ? proposed : null;
  return showPage(
    { appointment: found.appointment, errors, weeks, proposal, insist, key: randomUUID(), back },
    status,
  );
};

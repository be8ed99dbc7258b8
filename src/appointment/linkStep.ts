import { readAppointment } from '#server/agenda/readAppointment.ts';
import { readLink, renewLink } from '#server/agenda/renewLink.ts';
import { canStill } from '#server/agenda/rules.ts';
import { changeSchema } from '#server/agenda/schema.ts';
import type { AgendaDetails } from '#server/agenda/types.ts';
import type { PageErrors } from '#ui/errors.ts';
import { attempt, refusedAs, refusedInvalid, renewedLink } from '#ui/refusals.ts';
import { brokenForm, notFound, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { backOf } from './comeBack.ts';
import { refused } from './errors.ts';

export interface LinkPage {
  appointment: AgendaDetails;
  errors: PageErrors;
  /** There is somebody to give a link to. */
  possible: boolean;
  /** The address of the link that was made just now; null when there is a newer one. */
  url: string | null;
  /** Where it was asked from. */
  back: string | undefined;
}

// What is kept with the form is which link was made, not the link: the page says it again while it is that one.
const refusals = renewedLink.or(refusedInvalid).or(refusedAs('not-found', 'changed', 'wiped'));

/** Staff make a new private link for the jongere. */
export const linkStep: TakeStep<LinkPage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const { id = '' } = asked.params;
  const form = await takeForm(asked, id);
  if (form.values === null) return brokenForm;
  const result = await form.answer(refusals, (sent) =>
    attempt(changeSchema.pick({ version: true }), sent, (input) => renewLink(ctx, id, input)),
  );

  const found = await readAppointment(ctx, id);
  if (!found.ok) return notFound;
  if (form.sent) return form.again();
  const { appointment } = found;
  const url = result?.ok ? await readLink(ctx, id, result) : null;
  const { errors, status } = refused(lang, { result: result?.ok ? undefined : result, fields: [] });
  const possible = canStill('renew-link', appointment, ctx.clock.now());
  return showPage({ appointment, errors, possible, url, back: backOf(form.values, asked.url) }, status);
};

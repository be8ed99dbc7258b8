import { may } from '#server/access/may.ts';
import type { Held } from '#server/held/types.ts';
import { type PageErrors, pageErrors, type SaidError } from '#ui/errors.ts';
import { typedFormWord } from '#ui/formWord.ts';
import { brokenForm, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths } from '../agenda/paths.ts';
import { texts } from '../content/texts.ts';
import { lookUp, type Refused, type RequestFields, requestErrors, typedRequest } from './heldForm.ts';

export interface HeldPage {
  fields: RequestFields;
  errors: PageErrors;
  /** What was found; null before anything was looked up, or when it cannot be. */
  held: Held | null;
  /** The address of the same as a file. */
  file: string;
}

/**
 * A beheerder looks up what is kept of a jongere. What was typed stays with the session, and a word for it in the address. Each
 * time that it is shown it is read, and recorded, anew.
 */
export const heldStep: TakeStep<HeldPage> = async (asked) => {
  const { ctx } = asked.locals;
  // Also before anything is looked up: the page is for nobody else.
  may(ctx, 'held.find');
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  if (form.sent) return form.again();
  const word = asked.url.searchParams.get(typedFormWord) ?? '';
  const file = staffPaths.heldFile(word);
  if (form.values === undefined) return showPage({ fields: {}, errors: pageErrors([]), held: null, file });
  const fields = typedRequest(form.values);
  const found = await lookUp(ctx, form.values, 'page');
  if (found.ok) return showPage({ fields, errors: pageErrors([]), held: found.held, file });
  const page = { fields, errors: pageErrors(said(found)), held: null, file };
  if (found.error === 'invalid') return showPage(page, 422);
  return { kind: 'page', status: 429, retryAfterSeconds: found.retryAfterSeconds, page };
};

function said(refused: Refused): SaidError[] {
  if (refused.error === 'invalid') return requestErrors(refused.errors);
  const minutes = Math.ceil(refused.retryAfterSeconds / 60);
  return [{ message: texts()('request.error.too-many', { minutes }) }];
}

import { may } from '#server/access/may.ts';
import type { HeldCandidate } from '#server/held/findCandidates.ts';
import type { Held } from '#server/held/types.ts';
import { type PageErrors, pageErrors, type SaidError } from '#ui/errors.ts';
import { typed } from '#ui/form.ts';
import { typedFormWord } from '#ui/formWord.ts';
import { brokenForm, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths } from '../agenda/paths.ts';
import { texts } from '../content/texts.ts';
import {
  lookForPeople,
  lookUp,
  type Refused,
  type RequestFields,
  requestErrors,
  typedRequest,
  wayOf,
} from './heldForm.ts';

export interface HeldPage {
  fields: RequestFields;
  errors: PageErrors;
  /** What was found; null before anything was looked up, or when it cannot be. */
  held: Held | null;
  /** Who may be whom a name and a date of birth are of; null where these were not looked up. */
  candidates: readonly HeldCandidate[] | null;
  /** The addresses of the same as a file. */
  files: { json: string; text: string };
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
  const files = { json: staffPaths.heldFile(word), text: staffPaths.heldFile(word, 'tekst') };
  const nothing = { errors: pageErrors([]), held: null, candidates: null, files };
  if (form.values === undefined) return showPage({ ...nothing, fields: {} });
  const fields = typedRequest(form.values);
  const found =
    wayOf(fields) === 'name' ? await lookForPeople(ctx, form.values) : await lookUp(ctx, form.values, 'page');
  if (found.ok && 'held' in found) return showPage({ ...nothing, fields, held: found.held });
  if (found.ok) {
    const page = { ...nothing, fields, candidates: found.candidates };
    const isUnchosen = typed(form.values, 'choosing') === 'yes' && found.candidates.length > 0;
    if (!isUnchosen) return showPage(page);
    const chooses = requestErrors([{ field: 'jongere', message: 'jongere-required' }]);
    return showPage({ ...page, errors: pageErrors(chooses) }, 422);
  }
  const page = { ...nothing, fields, errors: pageErrors(said(found)) };
  if (found.error === 'invalid') return showPage(page, 422);
  return { kind: 'page', status: 429, retryAfterSeconds: found.retryAfterSeconds, page };
};

function said(refused: Refused): SaidError[] {
  if (refused.error === 'invalid') return requestErrors(refused.errors);
  const minutes = Math.ceil(refused.retryAfterSeconds / 60);
  return [{ message: texts()('request.error.too-many', { minutes }) }];
}

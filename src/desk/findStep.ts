import { type FoundAppointment, findAppointments } from '#server/agenda/findAppointments.ts';
import type { Meaning, QueryProblem } from '#server/agenda/readQuery.ts';
import { typed } from '#ui/form.ts';
import { brokenForm, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';

export interface FindPage {
  /** What was searched for; left out, nothing was yet. */
  query: string | undefined;
  /** What was found; null when nothing was searched for, or it cannot be. */
  answer: { meanings: readonly Meaning[]; found: readonly FoundAppointment[]; more: boolean } | null;
  error: QueryProblem | null;
}

/**
 * Staff find an afspraak. What is searched for is a name, a number or an address: it stays with the session, and a word
 * for it in the URL.
 */
export const findStep: TakeStep<FindPage> = async (asked) => {
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  if (form.sent) return form.again();
  const query = form.values && (typed(form.values, 'vraag') ?? '');
  const result = query === undefined ? null : await findAppointments(asked.locals.ctx, { query });
  const error = result && !result.ok ? result.error : null;
  return showPage({ query, answer: result?.ok ? result : null, error }, error ? 422 : 200);
};

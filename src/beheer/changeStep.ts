import { z } from 'zod';
import { readAll, readChange, type TakenChange } from '#server/configuration/read.ts';
import type { Touch } from '#server/configuration/touches.ts';
import type { Configuration } from '#server/configuration/types.ts';
import { undoConfiguration } from '#server/configuration/undo.ts';
import { type PageErrors, pageErrors } from '#ui/errors.ts';
import { typed } from '#ui/form.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { withQuery } from '../agenda/paths.ts';
import { texts } from '../content/texts.ts';
import { type Difference, differencesOf } from './differences.ts';
import { beheerPaths } from './paths.ts';
import { sayProblem } from './sayProblem.ts';
import { agreedField, refusals, sayRefusal } from './subjectStep.ts';

export interface ChangePage {
  change: TakenChange;
  /** Only the last change of something can be taken back. */
  isLast: boolean;
  differences: Difference[];
  errors: PageErrors;
  agree: { touches: Touch[]; word: string } | null;
  /** It took back another one just now. */
  isDone: boolean;
  all: Configuration;
}

const idSchema = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);

/** One change: what was before and after it, and the way to take it back. */
export const changeStep: TakeStep<ChangePage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const t = texts(lang);
  const id = idSchema.safeParse(asked.params.id).data ?? 0;
  const found = await readChange(ctx, id);
  if (!found) return notFound;
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const result = await form.answer(refusals, (sent) => undoConfiguration(ctx, id, typed(sent, agreedField)));
  if (result?.ok) return redirectTo(withQuery(beheerPaths.change(result.change ?? id), { done: 'yes' }));
  if (form.sent) return form.again();
  const refusal = result?.ok === false ? result : undefined;
  const { change, isLast } = found;
  return showPage(
    {
      change,
      isLast,
      differences: differencesOf(change.kind, change.before, change.after),
      errors: pageErrors(messages().map((message) => ({ message }))),
      agree: refusal?.error === 'touches' ? refusal : null,
      isDone: asked.url.searchParams.has('done') && !form.values,
      all: await readAll(ctx),
    },
    refusal ? 409 : 200,
  );

  function messages(): string[] {
    if (!refusal || refusal.error === 'touches') return [];
    if (refusal.error === 'refused') return [sayRefusal(t, refusal)];
    if (refusal.error === 'invalid')
      return [t('beheer.change.invalid'), ...refusal.problems.map(({ message }) => sayProblem(t, message))];
    return [t('beheer.change.not-last')];
  }
};

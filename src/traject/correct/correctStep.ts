import { dateInAmsterdam } from '#server/kernel/time.ts';
import { correctJongere } from '#server/trajecten/correctJongere.ts';
import { correctSchema } from '#server/trajecten/correctSchema.ts';
import { readTrajectPerson, type TrajectPerson } from '#server/trajecten/readTrajectPerson.ts';
import { showBsn } from '#server/trajecten/showBsn.ts';
import type { PageErrors } from '#ui/errors.ts';
import { typed } from '#ui/form.ts';
import { attempt } from '#ui/refusals.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths, withQuery } from '../../agenda/paths.ts';
import { correctErrors } from './errors.ts';
import { type Fields, fieldsOf, guardianKeys, merge, toInput } from './fields.ts';
import { notCorrected } from './refusals.ts';

export interface CorrectPage {
  id: string;
  person: TrajectPerson;
  fields: Fields;
  /** As it is kept, which the form carries along. */
  was: Fields;
  /** What a colleague made of a field that was typed too. */
  both: { name: string; now: string }[];
  errors: PageErrors;
  /** They are called so by a name of one letter: asked once that was refused. */
  asksOneLetter: boolean;
  oneLetter: boolean;
  done: boolean;
  /** The number itself, on the answer to who asked for it alone. */
  bsn: string | null;
}

/** Corrects who the jongere of a traject is and how they are reached, and shows their number to who asks. */
export const correctStep: TakeStep<CorrectPage> = async (asked) => {
  const { ctx } = asked.locals;
  const { id = '' } = asked.params;
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const found = await readTrajectPerson(ctx, id);
  if (!found.ok) return notFound;
  const { person } = found;
  const values = form.values ?? {};
  const today = dateInAmsterdam(ctx.clock.now());
  const isAsked = form.sent && typed(values, 'act') === 'show-bsn';
  const shown = isAsked ? await showBsn(ctx, id) : null;
  if (shown?.ok === false) return redirectTo(staffPaths.trajectPerson(id));
  const result = isAsked
    ? undefined
    : await form.answer(notCorrected, (sent) =>
        attempt(correctSchema, toInput(sent, { today, request: person.request?.id ?? null }), (input) =>
          correctJongere(ctx, id, input),
        ),
      );
  if (result?.ok)
    return redirectTo(
      withQuery(staffPaths.traject(id), { done: result.corrected.length > 0 ? 'correct' : 'correct-none' }),
    );
  // A number is not kept with what was typed, not for an hour either.
  if (form.sent && !isAsked) return form.again(undefined, without(values, 'bsn'));
  const was = fieldsOf(person);
  const { fields, both } = form.values ? merge(values, was) : { fields: was, both: [] };
  const isOneLetter =
    result?.error === 'invalid' && result.errors.some(({ message }) => message === 'one-letter');
  return showPage(
    {
      id,
      person,
      fields,
      was,
      both,
      errors: correctErrors(result, guardianKeys(values)),
      asksOneLetter: isOneLetter || values.oneLetter === 'yes',
      oneLetter: values.oneLetter === 'yes',
      done: values.done === 'yes',
      bsn: shown?.bsn ?? null,
    },
    result ? (result.error === 'invalid' ? 422 : 409) : 200,
  );
};

const without = (values: Readonly<Record<string, unknown>>, name: string) =>
  Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));

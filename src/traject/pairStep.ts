import { joinJongeren } from '#server/trajecten/joinJongeren.ts';
import { type Pair, readPair } from '#server/trajecten/readPair.ts';
import { typed } from '#ui/form.ts';
import { refusedAs } from '#ui/refusals.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths, withQuery } from '../agenda/paths.ts';

const refusals = refusedAs('not-found', 'not-two', 'has-parts');

export interface PairPage {
  id: string;
  pair: Pair;
  refused: 'not-found' | 'not-two' | 'has-parts' | null;
}

/** Who looks like somebody, side by side; a person says that they are one. */
export const pairStep: TakeStep<PairPage> = async (asked) => {
  const { ctx } = asked.locals;
  const { id = '' } = asked.params;
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const found = await readPair(ctx, id);
  if (!found.ok) return notFound;
  const { pair } = found;
  const result = await form.answer(refusals, (sent) =>
    joinJongeren(ctx, { kept: pair.self.id, gone: typed(sent, 'gone') ?? '' }),
  );
  if (result?.ok) return redirectTo(withQuery(staffPaths.traject(id), { done: 'same' }));
  if (form.sent) return form.again();
  return showPage({ id, pair, refused: result?.error ?? null }, result ? 409 : 200);
};

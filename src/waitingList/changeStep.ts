import { readVersion, versionField } from '#server/kernel/version.ts';
import { changeWishes } from '#server/waitingList/changeWishes.ts';
import { findPlace } from '#server/waitingList/findPlace.ts';
import { changeSchema } from '#server/waitingList/schema.ts';
import type { Place } from '#server/waitingList/types.ts';
import type { PageErrors } from '#ui/errors.ts';
import { optional, readForm } from '#ui/form.ts';
import { attempt } from '#ui/refusals.ts';
import { notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { formErrors } from '../booking/errors.ts';
import { waitingPathsIn } from './paths.ts';
import {
  keptWishes,
  sentWishes,
  typedWishes,
  type WishChoices,
  type WishFields,
  wishChoices,
  wishNames,
} from './wishFields.ts';

export type ChangePage =
  | { view: 'broken'; again: string }
  | {
      view: 'form';
      place: Place;
      choices: WishChoices;
      fields: WishFields;
      errors: PageErrors;
      /** It was changed elsewhere since the page was made. */
      changed: boolean;
    };

/** Somebody who waits changes what they wish. The form has no owner that a form is kept with, so the answer is the page itself. */
export const changeStep: TakeStep<ChangePage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const { token = '' } = asked.params;
  const paths = waitingPathsIn(lang);
  const found = await findPlace(ctx, token);
  if (!found.ok) return notFound;
  const { place } = found;
  if (place.ended) return redirectTo(paths.place(token));
  const values = asked.request.method === 'POST' ? await readForm(asked.request) : undefined;
  if (values === null) return showPage({ view: 'broken', again: paths.change(token) }, 400);
  const result =
    values &&
    (await attempt(changeSchema, { ...sentWishes(values), weeks: optional(values, 'weeks') }, (input) =>
      changeWishes(ctx, token, input, readVersion(values[versionField])),
    ));
  if (result?.ok) return redirectTo(paths.place(token, 'changed'));
  if (result?.error === 'not-found') return notFound;
  const wrong = result?.error === 'invalid' ? result.errors : [];
  const changed = result?.error === 'changed';
  return showPage(
    {
      view: 'form',
      place,
      choices: wishChoices(await ctx.roster.current()),
      fields: values ? typedWishes(values) : keptWishes(place.wishes),
      errors: formErrors(wrong, wishNames, lang),
      changed,
    },
    wrong.length > 0 ? 422 : changed ? 409 : 200,
  );
};

import { may } from '#server/access/may.ts';
import { shownDate } from '#server/kernel/readDate.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { giveList } from '#server/lists/readIn.ts';
import { type OwnListRow, readOwnLists } from '#server/lists/readOwnLists.ts';
import { givenListSchema } from '#server/lists/schema.ts';
import { type PageErrors, pageErrors } from '#ui/errors.ts';
import type { FormValues } from '#ui/form.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { texts } from '../content/texts.ts';
import { giveWith, keptOf, notDone } from '../lists/giveForm.ts';
import { schoolPaths } from './paths.ts';

export interface GivePage {
  lists: readonly OwnListRow[];
  values: FormValues;
  errors: PageErrors;
  today: string;
}

/** A school gives a list, and sees which it gave. */
export const giveStep: TakeStep<GivePage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  may(ctx, 'list.give');
  const today = dateInAmsterdam(ctx.clock.now());
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const result = await form.answer(notDone, (values) =>
    giveWith(texts(lang), values, {
      schema: givenListSchema,
      today,
      give: (given, sent) => giveList(ctx, given, sent),
    }),
  );
  if (result?.ok)
    return redirectTo(schoolPaths.givenList(result.list, result.repeated ? 'repeated' : 'read'));
  if (form.sent) return form.again(undefined, keptOf(form.values ?? {}));
  const page = {
    lists: await readOwnLists(ctx),
    values: form.values ?? {},
    errors: pageErrors(result?.errors ?? []),
  };
  return showPage({ ...page, today: shownDate(today) }, result?.status);
};

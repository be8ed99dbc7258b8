import { shownDate } from '#server/kernel/readDate.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { readInList } from '#server/lists/readIn.ts';
import { readSenders, type Sender } from '#server/lists/readLists.ts';
import { aboutListSchema } from '#server/lists/schema.ts';
import { type PageErrors, pageErrors } from '#ui/errors.ts';
import type { FormValues } from '#ui/form.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths } from '../agenda/paths.ts';
import { texts } from '../content/texts.ts';
import { giveWith, keptOf, notDone } from './giveForm.ts';

export interface ReadPage {
  senders: readonly Sender[];
  values: FormValues;
  errors: PageErrors;
  today: string;
}

/** Somebody sends a file of a list, or pastes it: it is read in, and nobody is written yet. */
export const readStep: TakeStep<ReadPage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const senders = await readSenders(ctx);
  const today = dateInAmsterdam(ctx.clock.now());
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const result = await form.answer(notDone, (values) =>
    giveWith(texts(lang), values, {
      schema: aboutListSchema,
      today,
      give: (about, sent) => readInList(ctx, about, sent),
    }),
  );
  if (result?.ok)
    return redirectTo(staffPaths.oneList(result.list, { done: result.repeated ? 'repeated' : 'read' }));
  if (form.sent) return form.again(undefined, keptOf(form.values ?? {}));
  const page = { senders, values: form.values ?? {}, errors: pageErrors(result?.errors ?? []) };
  return showPage({ ...page, today: shownDate(today) }, result?.status);
};

import { z } from 'zod';
import { type Person, readPerson } from '#server/accounts/people.ts';
import { type OpenWork, readOpen } from '#server/leaving/readOpen.ts';
import { type PageErrors, pageErrors, type SaidError } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { wording } from '#ui/wording.ts';
import { staffPaths, withQuery } from '../agenda/paths.ts';
import { texts } from '../content/texts.ts';
import { type LeaveRefused, leaveRefused, postLeave } from './leaveForm.ts';
import { asFieldError, personErrors } from './personForm.ts';

export interface LeavePage {
  person: Person;
  open: OpenWork;
  /** They leave, or go on without an agenda. */
  does: 'end' | 'save';
  /** What was typed, here or on the page of the person. */
  values: FormValues;
  errors: PageErrors;
}

/** Somebody leaves, or has no agenda any more: what of theirs is open is asked and moved in the same step. */
export const leaveStep: TakeStep<LeavePage> = async (asked) => {
  const { ctx } = asked.locals;
  const id = z.uuid().safeParse(asked.params.id).data ?? '';
  const found = id === '' ? undefined : await readPerson(ctx, id);
  if (!found) return notFound;
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const result = await form.answer(leaveRefused, (sent) => postLeave(ctx, id, sent));
  const values = form.values ?? {};
  const does = typed(values, 'does') === 'save' ? 'save' : 'end';
  if (result?.ok)
    return redirectTo(withQuery(staffPaths.person(id), { done: does === 'end' ? 'ended' : 'saved' }));
  if (form.sent) return form.again();
  const open = await readOpen(ctx, id);
  if (open === null) return notFound;
  const errors = pageErrors(result ? said(result) : []);
  const page = { person: found.person, open, does, values, errors } as const;
  return showPage(page, errors.summary.length > 0 ? 409 : 200);
};

function said(refused: LeaveRefused): SaidError[] {
  const t = texts();
  const w = wording('nl');
  const when = (at: number) => t('leaving.appointment', { day: w.day(at), time: w.time(at) });
  switch (refused.error) {
    // What led here: the page itself says what is open.
    case 'still-open':
      return [];
    case 'invalid':
      return personErrors(t, refused.errors);
    case 'taken':
    case 'no-room':
      return [{ message: t(`leaving.error.${refused.error}`, { when: when(refused.start) }) }];
    case 'under-way':
      return [{ message: t('leaving.error.under-way', { when: when(refused.end) }) }];
    case 'changed':
    case 'nobody-for-trajecten':
    case 'form-broken':
      return [{ message: t(`leaving.error.${refused.error}`) }];
    default:
      return personErrors(t, [asFieldError(refused.error)]);
  }
}

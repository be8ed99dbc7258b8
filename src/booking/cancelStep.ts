import { cancel } from '#server/booking/cancel.ts';
import { findAppointment } from '#server/booking/findAppointment.ts';
import { canChange } from '#server/booking/rules.ts';
import { cancelFormSchema } from '#server/booking/schema.ts';
import type { Appointment } from '#server/booking/types.ts';
import type { PageErrors } from '#ui/errors.ts';
import { typed } from '#ui/form.ts';
import { attempt, refusedAs, refusedInvalid } from '#ui/refusals.ts';
import { notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { formErrors } from './errors.ts';
import { statusOfLate } from './moveStep.ts';
import { pathsIn } from './paths.ts';

export type CancelPage =
  | { view: 'broken'; again: string }
  | { view: 'late'; appointment: Appointment }
  | {
      view: 'form';
      appointment: Appointment;
      errors: PageErrors;
      /** The afspraak was changed since the page was made. */
      changed: boolean;
      reason: string | undefined;
    };

const refusals = refusedInvalid.or(refusedAs('not-found', 'too-late', 'changed'));

/** A jongere cancels their afspraak. */
export const cancelStep: TakeStep<CancelPage> = async (asked) => {
  const { ctx } = asked.locals;
  const { token = '' } = asked.params;
  const paths = pathsIn(ctx.language);
  const found = await findAppointment(ctx, token);
  if (!found.ok) return notFound;
  const { appointment } = found;
  const form = await takeForm(asked, appointment.id);
  const result = await form.answer(refusals, (sent) =>
    attempt(cancelFormSchema, sent, (input) => cancel(ctx, token, input)),
  );
  if (result?.ok) return redirectTo(paths.appointment(token, 'cancelled'));
  if (form.sent && form.values) return form.again();

  if (result?.error === 'too-late' || !canChange(appointment, ctx.clock.now()))
    return showPage({ view: 'late', appointment }, statusOfLate(form.values));
  if (form.values === null) return showPage({ view: 'broken', again: paths.cancel(token) }, 400);
  const wrong = result?.error === 'invalid' ? result.errors : [];
  const changed = result?.error === 'changed';
  const errors = formErrors(wrong, ['reason'], ctx.language);
  const reason = form.values && typed(form.values, 'reason');
  return showPage(
    { view: 'form', appointment, errors, changed, reason },
    changed ? 409 : wrong.length > 0 ? 422 : 200,
  );
};

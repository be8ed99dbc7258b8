import { changeNeeds } from '#server/booking/changeNeeds.ts';
import { findAppointment } from '#server/booking/findAppointment.ts';
import { toNeedsInput } from '#server/booking/needs.ts';
import { canChange } from '#server/booking/rules.ts';
import { needsSchema } from '#server/booking/schema.ts';
import { readSharing } from '#server/referral/ownReferral.ts';
import type { PageErrors } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { attempt, refusedAs, refusedInvalid } from '#ui/refusals.ts';
import { notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { formErrors } from './errors.ts';
import { keptNeeds, type NeedValues, sentNeeds, typedNeeds } from './needs.ts';
import { pathsIn } from './paths.ts';

export type NeedsPage =
  | { view: 'broken'; again: string }
  | {
      view: 'form';
      /** Null for who was referred: they correct what they need with all that was said there. */
      fields: NeedValues | null;
      visitAddress: string | null;
      errors: PageErrors;
    };

const refusals = refusedInvalid.or(refusedAs('not-found', 'too-late'));

/** A jongere changes what they need, and where they live for a home visit. */
export const needsStep: TakeStep<NeedsPage> = async (asked) => {
  const { ctx } = asked.locals;
  const { token = '' } = asked.params;
  const paths = pathsIn(ctx.language);
  const [found, sharing] = await Promise.all([findAppointment(ctx, token), readSharing(ctx, token)]);
  if (!found.ok) return notFound;
  const { appointment } = found;
  const isVisit = appointment.modality === 'huisbezoek';
  const isReferred = sharing.ok && sharing.referral !== null;
  if (isReferred && !isVisit) return redirectTo(paths.correctShared(token));
  const addressIn = (sent: FormValues) => (isVisit ? (typed(sent, 'visitAddress') ?? '') : undefined);
  const form = await takeForm(asked, appointment.id);
  const result = await form.answer(refusals, (sent) =>
    attempt(
      needsSchema,
      { ...(isReferred ? toNeedsInput(appointment) : sentNeeds(sent)), visitAddress: addressIn(sent) },
      (input) => changeNeeds(ctx, token, input),
    ),
  );
  if (result?.ok) return redirectTo(paths.appointment(token, 'needs-changed'));
  // The page of the afspraak says how it stands now.
  if (result?.error === 'too-late' || !canChange(appointment, ctx.clock.now()))
    return redirectTo(paths.appointment(token));
  if (form.values === null) return showPage({ view: 'broken', again: paths.needs(token) }, 400);
  if (form.sent) return form.again();
  const needs = form.values ? typedNeeds(form.values) : keptNeeds(appointment);
  const fields = isReferred ? null : needs;
  const wrong = result?.error === 'invalid' ? result.errors : [];
  const errors = formErrors(wrong, ['visitAddress', 'interpreter', 'companion'], ctx.language);
  const visitAddress = isVisit ? (form.values ? addressIn(form.values) : appointment.visitAddress) : null;
  return showPage(
    { view: 'form', fields, visitAddress: visitAddress ?? null, errors },
    wrong.length > 0 ? 422 : 200,
  );
};

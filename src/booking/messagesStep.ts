import { reachWays } from '#db/schema/words.ts';
import { changeMessages } from '#server/booking/changeMessages.ts';
import { findAppointment } from '#server/booking/findAppointment.ts';
import { canChange } from '#server/booking/rules.ts';
import { messagesSchema } from '#server/booking/schema.ts';
import type { PageErrors } from '#ui/errors.ts';
import { optional, typed } from '#ui/form.ts';
import { attempt, refusedAs, refusedInvalid } from '#ui/refusals.ts';
import { notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { formErrors } from './errors.ts';
import { pathsIn } from './paths.ts';

export type MessagesPage =
  | { view: 'broken'; again: string }
  | {
      view: 'form';
      /** The ways that there are: those of which we have the address or the telephone. */
      ways: (typeof reachWays)[number][];
      fields: { reachBy: string | undefined; messages: string | undefined };
      errors: PageErrors;
    };

const refusals = refusedInvalid.or(refusedAs('not-found', 'too-late'));

/** A jongere changes how we reach them, and how much messages say. */
export const messagesStep: TakeStep<MessagesPage> = async (asked) => {
  const { ctx } = asked.locals;
  const { token = '' } = asked.params;
  const paths = pathsIn(ctx.language);
  const found = await findAppointment(ctx, token);
  if (!found.ok) return notFound;
  const { appointment } = found;
  const form = await takeForm(asked, appointment.id);
  const result = await form.answer(refusals, (sent) =>
    attempt(
      messagesSchema,
      { reachBy: optional(sent, 'reachBy'), messages: optional(sent, 'messages') },
      (input) => changeMessages(ctx, token, input),
    ),
  );
  if (result?.ok) return redirectTo(paths.appointment(token, 'messages-changed'));
  // The page of the afspraak says how it stands now.
  if (result?.error === 'too-late' || !canChange(appointment, ctx.clock.now()))
    return redirectTo(paths.appointment(token));
  if (form.values === null) return showPage({ view: 'broken', again: paths.messages(token) }, 400);
  if (form.sent) return form.again();
  const kept = { reachBy: appointment.reachBy ?? undefined, messages: appointment.messages };
  const fields = form.values
    ? { reachBy: typed(form.values, 'reachBy'), messages: typed(form.values, 'messages') }
    : kept;
  const wrong = result?.error === 'invalid' ? result.errors : [];
  const ways = reachWays.filter((way) => (way === 'email' ? appointment.email : appointment.phone) !== null);
  const errors = formErrors(wrong, ['reachBy', 'messages'], ctx.language);
  return showPage({ view: 'form', ways, fields, errors }, wrong.length > 0 ? 422 : 200);
};

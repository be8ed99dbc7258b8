import { findAppointment } from '#server/booking/findAppointment.ts';
import type { Appointment } from '#server/booking/types.ts';
import { findPlaceOf } from '#server/waitingList/findPlace.ts';
import { joinWithAppointment } from '#server/waitingList/joinWithAppointment.ts';
import { wishesSchema } from '#server/waitingList/schema.ts';
import type { PageErrors } from '#ui/errors.ts';
import { attempt, refusedAs, refusedInvalid } from '#ui/refusals.ts';
import { notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { formErrors } from '../booking/errors.ts';
import { mannerOf, mannerWords } from '../booking/manner.ts';
import { pathsIn } from '../booking/paths.ts';
import { waitingPathsIn } from './paths.ts';
import {
  firstWishes,
  sentWishes,
  typedWishes,
  type WishChoices,
  type WishFields,
  wishChoices,
  wishNames,
} from './wishFields.ts';

export type JoinWithPage =
  | { view: 'broken'; again: string }
  | {
      view: 'form';
      appointment: Appointment;
      choices: WishChoices;
      fields: WishFields;
      errors: PageErrors;
      alreadyWaiting: boolean;
    };

const refusals = refusedInvalid.or(refusedAs('not-found', 'too-late', 'already-waiting'));

/** Somebody with an afspraak asks to be told when an earlier time comes free. Who waits already sees their place. */
export const joinWithStep: TakeStep<JoinWithPage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const { token = '' } = asked.params;
  const paths = waitingPathsIn(lang);
  const [found, before] = await Promise.all([findAppointment(ctx, token), findPlaceOf(ctx, token)]);
  if (!found.ok || !before.ok) return notFound;
  const { appointment } = found;
  const form = await takeForm(asked, appointment.id);
  const result = await form.answer(refusals, (sent) =>
    attempt(wishesSchema, sentWishes(sent), (input) => joinWithAppointment(ctx, token, input)),
  );
  if (result?.ok) return redirectTo(paths.place(result.token, 'joined'));
  if (before.place) return redirectTo(paths.place(before.place.token));
  if (!before.mayJoin) return redirectTo(pathsIn(lang).appointment(token));
  if (form.values === null) return showPage({ view: 'broken', again: paths.joinWith(token) }, 400);
  if (form.sent) return form.again();
  const roster = await ctx.roster.current();
  const wrong = result?.error === 'invalid' ? result.errors : [];
  const alreadyWaiting = result?.error === 'already-waiting';
  return showPage(
    {
      view: 'form',
      appointment,
      choices: wishChoices(roster),
      fields: form.values ? typedWishes(form.values) : firstWishes(mannerWords(mannerOf(appointment))),
      errors: formErrors(wrong, wishNames, lang),
      alreadyWaiting,
    },
    wrong.length > 0 ? 422 : alreadyWaiting ? 409 : 200,
  );
};

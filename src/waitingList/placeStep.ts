import type { SameTime, TooMany } from '#server/booking/types.ts';
import { accept } from '#server/waitingList/accept.ts';
import { findPlace } from '#server/waitingList/findPlace.ts';
import { decline, leave } from '#server/waitingList/leave.ts';
import type { Place } from '#server/waitingList/types.ts';
import { readForm, typed } from '#ui/form.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { pathsIn } from '../booking/paths.ts';
import { waitingPathsIn } from './paths.ts';

export interface PlacePage {
  place: Place;
  /** Why the time that was accepted is not theirs. */
  refused: 'offer-over' | 'offer-gone' | SameTime['error'] | TooMany['error'] | null;
  news: string | null;
}

/** A place in the list: what was asked for, what is held, and three buttons. Only a POST changes anything. */
export const placeStep: TakeStep<PlacePage> = async (asked) => {
  const { ctx, lang } = asked.locals;
  const { token = '' } = asked.params;
  const paths = waitingPathsIn(lang);
  if (asked.request.method !== 'POST') return show(null);
  const values = await readForm(asked.request);
  if (values === null) return brokenForm;
  const offer = typed(values, 'offer') ?? '';
  switch (values.act) {
    case 'accept': {
      const taken = await accept(ctx, token, offer);
      if (!taken.ok) return taken.error === 'not-found' ? notFound : show(taken.error);
      const { appointment, moved } = taken;
      const own = pathsIn(lang);
      return redirectTo(moved ? own.appointment(appointment.token, 'moved') : own.done(appointment.token));
    }
    case 'decline': {
      const done = await decline(ctx, token, offer);
      return done.ok ? redirectTo(paths.place(token, 'declined')) : notFound;
    }
    case 'leave': {
      const done = await leave(ctx, token);
      return done.ok ? redirectTo(paths.place(token)) : notFound;
    }
    default:
      return brokenForm;
  }

  async function show(refused: PlacePage['refused']) {
    const found = await findPlace(ctx, token);
    if (!found.ok) return notFound;
    const news = asked.url.searchParams.get('done');
    return showPage<PlacePage>({ place: found.place, refused, news }, refused === null ? 200 : 409);
  }
};

import { randomUUID } from 'node:crypto';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import { findAppointment } from '#server/booking/findAppointment.ts';
import { isSharedContact } from '#server/booking/isSharedContact.ts';
import { lockForBooking } from '#server/booking/locks.ts';
import { namesOf } from '#server/booking/sameTime.ts';
import type { Invalid, TooLate } from '#server/booking/types.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { write } from '#server/kernel/write.ts';
import { canWaitWith } from './canWait.ts';
import { checkWishes } from './checkWishes.ts';
import { findPlaceOf } from './findPlace.ts';
import { insertPlace } from './insertPlace.ts';
import { isWaiting } from './isWaiting.ts';
import type { AlreadyWaiting } from './join.ts';
import type { WishesInput } from './schema.ts';

export type JoinWithResult = { ok: true; token: string } | Invalid | AlreadyWaiting | TooLate | NotFound;

/**
 * Lets somebody wait for a time before the afspraak that their private link opens. Who waits with it already keeps their
 * place as it is.
 */
export async function joinWithAppointment(
  ctx: Ctx,
  appointmentToken: string,
  input: WishesInput,
): Promise<JoinWithResult> {
  may(ctx, 'waiting-list.join');
  const found = await findAppointment(ctx, appointmentToken);
  if (!found.ok) return found;
  const { appointment } = found;
  const roster = await ctx.roster.current();
  if (!canWaitWith(appointment, roster.settings, ctx.clock.now())) return { ok: false, error: 'too-late' };
  const errors = checkWishes(roster, input, appointment.phone !== null).map(({ message, field }) => ({
    // There is no field for a number here: it stands with the afspraak.
    field: field === 'contact.phone' ? 'modalities' : field,
    message: field === 'contact.phone' ? 'waiting-no-phone' : message,
  }));
  if (errors.length > 0) return { ok: false, error: 'invalid', errors };
  const isShared = await isSharedContact(ctx, appointment.id);

  const made = await write<JoinWithResult, Ctx>(ctx, async (w) => {
    await lockForBooking(w.tx, { names: namesOf(appointment), days: [] });
    if (!isShared && (await isWaiting(w.tx, appointment))) return { ok: false, error: 'already-waiting' };
    const token = await insertPlace(w, {
      id: randomUUID(),
      topicId: appointment.topic.id,
      wishes: input,
      until: null,
      person: null,
      appointmentId: appointment.id,
      language: appointment.language,
    });
    return token === null ? { ok: false, error: 'already-waiting' } : { ok: true, token };
  });
  if (made.ok || made.error !== 'already-waiting') return made;
  const before = await findPlaceOf(ctx, appointmentToken);
  return before.ok && before.place ? { ok: true, token: before.place.token } : made;
}

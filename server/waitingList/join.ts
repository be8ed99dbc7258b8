import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import { lockForBooking } from '#server/booking/locks.ts';
import { normaliseReach } from '#server/booking/person.ts';
import { namesOf } from '#server/booking/sameTime.ts';
import { bookedAs, findTopic } from '#server/booking/slotRequest.ts';
import type { Invalid, TooMany } from '#server/booking/types.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { write } from '#server/kernel/write.ts';
import { checkWishes } from './checkWishes.ts';
import { tokenOf } from './findPlace.ts';
import { insertPlace } from './insertPlace.ts';
import { isWaiting } from './isWaiting.ts';
import type { JoinInput } from './schema.ts';
import { untilOf } from './untilOf.ts';

/** This contact stands in the list already. */
export type AlreadyWaiting = { ok: false; error: 'already-waiting' };
/** The gemeente has no waiting list. */
export type NoList = { ok: false; error: 'no-list' };

export type JoinResult = { ok: true; token: string } | Invalid | AlreadyWaiting | NoList | TooMany;

/**
 * Puts somebody without an afspraak at the end of the list. `id` is a UUID that the form was made with: the same form that
 * comes twice makes one place.
 */
export async function join(ctx: Ctx, input: JoinInput, id: string): Promise<JoinResult> {
  may(ctx, 'waiting-list.join');
  const roster = await ctx.roster.current();
  const { settings } = roster;
  if (!settings.waitingList.on) return { ok: false, error: 'no-list' };
  const { email, phone, errors: ofContact } = normaliseReach(input.contact, undefined);
  const topic = findTopic(roster, input.topic, bookedAs(ctx, undefined));
  const errors: FieldError[] = [
    ...(topic ? [] : [{ field: 'topic', message: 'topic-unknown' }]),
    ...ofContact,
    ...checkWishes(roster, input, input.contact.phone !== undefined),
  ];
  if (!topic || errors.length > 0) return { ok: false, error: 'invalid', errors };
  const counted = await countJoin(ctx, settings.limits.waitingListPerAddressPerHour);
  if (!counted.ok) return counted;

  const token = tokenOf(ctx, { id, generation: 1 });
  return write<JoinResult, Ctx>(ctx, async (w) => {
    await lockForBooking(w.tx, { names: namesOf({ email, phone }), days: [] });
    const [known] = await w.tx`
      select from waiting_list where token_hash = ${hashToken(token)} and ended_at is null
        and email is not distinct from ${email} and phone is not distinct from ${phone}`;
    if (known) return { ok: true, token };
    if (await isWaiting(w.tx, { email, phone })) return { ok: false, error: 'already-waiting' };
    const made = await insertPlace(w, {
      id,
      topicId: topic.id,
      wishes: input,
      until: untilOf(dateInAmsterdam(Date.parse(w.now)), input.weeks),
      person: { name: input.name, ageGroup: input.ageGroup, email, phone },
      appointmentId: null,
      language: input.language ?? ctx.language,
    });
    return made === null ? { ok: false, error: 'already-waiting' } : { ok: true, token: made };
  });
}

async function countJoin(ctx: Ctx, most: number): Promise<{ ok: true } | TooMany> {
  if (ctx.actor.kind !== 'jongere') return { ok: true };
  const limit = { name: 'waiting-list', most, perSeconds: 3600 };
  const counted = await ctx.limits.consumeFrom(ctx.actor.networks, limit);
  if (counted.ok) return counted;
  const { retryAfterSeconds } = counted;
  return { ok: false, error: 'too-many', what: 'requests', retryAfterSeconds };
}

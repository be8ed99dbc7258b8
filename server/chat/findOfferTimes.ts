import type { z } from 'zod';
import { may } from '#server/access/may.ts';
import { peopleInScope } from '#server/access/scope.ts';
import { findSlots } from '#server/availability/findSlots.ts';
import { bookableDates } from '#server/availability/window.ts';
import { findTopic, isKnownLocation } from '#server/booking/slotRequest.ts';
import type { Ctx } from '#server/chat/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import type { freeTimesSchema } from './schema.ts';
import type { OfferTime, OfferTimes } from './types.ts';

/** Days with free times that are given at once: they fit beside a conversation. */
const daysAtOnce = 5;

/**
 * The times that a jongere could book now for a topic and one way to meet, with the casemanager who asks or with somebody of
 * their team: whole days from a date on. The rules are those of a jongere, so that what is offered can be booked.
 */
export async function findOfferTimes(
  ctx: Ctx,
  { topic: topicId, modality, location, from }: z.output<typeof freeTimesSchema>,
): Promise<OfferTimes> {
  const { id } = may(ctx, 'chat.free-times').staff;
  const roster = await ctx.roster.current();
  const topic = findTopic(roster, topicId, 'staff');
  const place = meetsAtLocation(modality) ? location : undefined;
  if (!topic || (place !== undefined && !isKnownLocation(roster, place))) return { days: [], more: null };
  const dates = bookableDates(roster, ctx.clock.now());
  const first = from !== undefined && from > dates.from ? from : dates.from;
  const slots = await findSlots(ctx, { topic, modality, location: place, from: first, to: dates.to });
  const team = new Set(peopleInScope(ctx, 'chat.free-times', roster.casemanagers).map((one) => one.id));
  // By phone or video a time comes once for every place from which somebody calls.
  const times = new Map<number, OfferTime>();
  for (const { start, casemanagers } of slots) {
    const isOwn = casemanagers.includes(id);
    if (!isOwn && !casemanagers.some((one) => team.has(one))) continue;
    times.set(start, { start, isOwn: isOwn || times.get(start)?.isOwn === true });
  }
  const days = [...Map.groupBy(times.values(), ({ start }) => dateInAmsterdam(start))];
  return {
    days: days.slice(0, daysAtOnce).map(([date, ofDay]) => ({ date, times: ofDay })),
    more: days[daysAtOnce]?.[0] ?? null,
  };
}

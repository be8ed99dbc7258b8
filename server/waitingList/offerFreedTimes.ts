import { findSlots } from '#server/availability/findSlots.ts';
import { bookableDates } from '#server/availability/window.ts';
import type { Ctx, Services } from '#server/booking/context.ts';
import { timesOf } from '#server/booking/slotRequest.ts';
import type { Roster } from '#server/roster/types.ts';
import { chooseOffers, type FreeTime, type OfferRules } from './chooseOffers.ts';
import { placeOffer } from './placeOffer.ts';
import { readWaiting } from './readWaiting.ts';
import { settle } from './settle.ts';

/** So many times at most are offered in one turn; the next one goes on. */
const mostAtOnce = 20;

/**
 * Offers times that are free to who waits for one, who waits longest first. What is free is computed anew after each, so that
 * it makes no difference how a time came free. With nobody in the list it costs one query.
 */
export async function offerFreedTimes(services: Services): Promise<void> {
  const [anybody] = await services.sql`select from waiting_list where ended_at is null limit 1`;
  if (!anybody) return;
  const ctx: Ctx = { ...services, actor: { kind: 'system' }, language: 'nl' };
  await settle(ctx);
  const roster = await ctx.roster.current();
  if (!roster.settings.waitingList.on) return;
  /** Who and what was not to be had a moment ago: the next turn looks again. */
  const passed = new Set<string>();
  for (let turn = 0; turn < mostAtOnce; turn += 1) {
    const tried = await offerNext(ctx, roster, passed);
    if (tried === null) return;
    if (tried !== 'held') passed.add(tried);
  }
}

/** Offers one time; null when there is nothing more to offer, or what was not to be had. */
async function offerNext(ctx: Ctx, roster: Roster, passed: ReadonlySet<string>): Promise<string | null> {
  const now = ctx.clock.now();
  const waiting = (await readWaiting(ctx)).filter(({ id }) => !passed.has(id));
  const topics = new Set(waiting.map(({ topic }) => topic));
  const found = await Promise.all(
    roster.topics
      .filter((topic) => topic.active && topics.has(topic.id))
      .map(async (topic) => {
        const slots = await findSlots(ctx, { topic, ...bookableDates(roster, now) });
        return slots.map((slot): FreeTime => ({ ...slot, topic: topic.id }));
      }),
  );
  const times = found.flat().filter((time) => !passed.has(wordOf(time)));
  const [offer] = chooseOffers(waiting, times, now, rulesOf(roster), {
    occupied: (time) => occupiedBy(roster, time),
    most: 1,
  });
  const inLine = waiting.find(({ id }) => id === offer?.waiting.id);
  if (!offer || !inLine) return null;
  const placed = await placeOffer(ctx, inLine, offer.time, offer.until);
  if (placed === 'held') return 'held';
  return placed === 'not-waiting' ? inLine.id : wordOf(offer.time);
}

const wordOf = ({ topic, start, location, modality }: FreeTime) =>
  `${topic} ${start} ${location} ${modality}`;

/** What of the settings decides about offers. */
export function rulesOf({ settings }: Pick<Roster, 'settings'>): OfferRules {
  const { offerMinutes, mostOffers, answerByHour: answerBy } = settings.waitingList;
  const { quietFromHour: nightFrom, quietUntilHour: nightUntil } = settings.messages;
  const { noticeMinutes, openAppointmentsPerContact: mostAppointments } = settings;
  return { offerMinutes, mostOffers, nightFrom, nightUntil, answerBy, noticeMinutes, mostAppointments };
}

function occupiedBy(roster: Roster, time: FreeTime) {
  const topic = roster.topics.find(({ id }) => id === time.topic);
  if (!topic) return time;
  const { start, modality } = time;
  const { occupiedFrom, occupiedUntil } = timesOf({
    topic,
    start,
    modality,
    travel: roster.settings.travelMinutes,
  });
  return { start: occupiedFrom, end: occupiedUntil };
}

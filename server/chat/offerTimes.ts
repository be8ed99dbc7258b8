import { may } from '#server/access/may.ts';
import { findSlots } from '#server/availability/findSlots.ts';
import { findTopic, isKnownLocation } from '#server/booking/slotRequest.ts';
import type { Ctx } from '#server/chat/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { write } from '#server/kernel/write.ts';
import type { Topic } from '#server/roster/types.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import type { Modality } from '#server/slots/schema.ts';
import { append } from './append.ts';
import type { OfferInput } from './schema.ts';
import { once, type SendResult } from './sendMessage.ts';

/**
 * Offers times for an afspraak in the casemanager's own conversation, for a topic and optionally one modality or location.
 * Without `times` the jongere chooses from all that are free then. With them they are asked to choose from those; `taken`
 * names the ones that are not free any more (`times.0`), and then nothing is offered.
 */
export async function offerTimes(ctx: Ctx, conversation: string, input: OfferInput): Promise<SendResult> {
  const { id, firstName } = may(ctx, 'chat.offer').staff;
  const roster = await ctx.roster.current();
  const { clientId, modality, location } = input;
  const topic = findTopic(roster, input.topic, 'staff');
  const isPlace = location === undefined || isKnownLocation(roster, location);
  if (!topic || !isPlace) {
    const wrong = [
      ...(topic ? [] : [{ field: 'topic', message: 'topic-unknown' }]),
      ...(isPlace ? [] : [{ field: 'location', message: 'location-unknown' }]),
    ];
    return { ok: false, error: 'invalid', fields: wrong };
  }
  const times = input.times && [...new Set(input.times)].sort((a, b) => a - b);
  const data = {
    name: firstName,
    topic: topic.id,
    ...(modality ? { modality } : {}),
    ...(location ? { location } : {}),
    ...(times ? { times } : {}),
  };
  const gone = times && modality ? await goneOf(ctx, { topic, modality, location, times }) : [];
  if (gone.length > 0) {
    // A repeat of what was offered while they were free gets the answer of then.
    const before = await once(ctx, conversation, clientId, async () => null);
    if (before.ok) return before;
    const fields = gone.map((start) => ({
      field: `times.${input.times?.indexOf(start)}`,
      message: 'start-invalid',
    }));
    return { ok: false, error: 'taken', fields };
  }
  return once(ctx, conversation, clientId, () =>
    write(ctx, async (w) => {
      const row = await append(w.tx, {
        conversation,
        now: Date.parse(w.now),
        message: { clientId, author: 'casemanager', kind: 'offer', staffId: id, data },
        set: w.tx`, jongere_turn_at = coalesce(jongere_turn_at, ${w.now}), unanswered_since = null`,
        where: w.tx`and status = 'active' and casemanager_id = ${id}`,
      });
      if (row) w.record({ about: { kind: 'conversation', id: conversation }, what: 'offered' });
      return row;
    }),
  );
}

interface Chosen {
  topic: Topic;
  modality: Modality;
  location: string | undefined;
  /** In order. */
  times: readonly number[];
}

/** Which of the times a jongere could not book at this moment, with nobody. */
async function goneOf(ctx: Ctx, { topic, modality, location, times }: Chosen): Promise<number[]> {
  const place = meetsAtLocation(modality) ? location : undefined;
  const dates = times.map(dateInAmsterdam);
  const [from, to] = [dates[0], dates.at(-1)];
  if (from === undefined || to === undefined) return [];
  const slots = await findSlots(ctx, { topic, modality, location: place, from, to });
  const free = new Set(slots.map(({ start }) => start));
  return times.filter((start) => !free.has(start));
}

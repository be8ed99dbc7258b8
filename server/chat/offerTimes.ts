import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/chat/context.ts';
import { write } from '#server/kernel/write.ts';
import { append } from './append.ts';
import type { OfferInput } from './schema.ts';
import { once, type SendResult } from './sendMessage.ts';

/**
 * Offers times for an afspraak in the casemanager's own conversation, for a topic and optionally one modality or location. The
 * free times themselves are looked up when the jongere chooses.
 */
export async function offerTimes(ctx: Ctx, conversation: string, input: OfferInput): Promise<SendResult> {
  const { id, firstName } = may(ctx, 'chat.offer').staff;
  const { topics, locations } = await ctx.roster.current();
  const { clientId, topic, modality, location } = input;
  const wrong = [
    ...(topics.some((one) => one.active && one.id === topic)
      ? []
      : [{ field: 'topic', message: 'topic-unknown' }]),
    ...(location === undefined || locations.some((one) => one.active && one.id === location)
      ? []
      : [{ field: 'location', message: 'location-unknown' }]),
  ];
  if (wrong.length > 0) return { ok: false, error: 'invalid', fields: wrong };
  const data = {
    name: firstName,
    topic,
    ...(modality ? { modality } : {}),
    ...(location ? { location } : {}),
  };
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

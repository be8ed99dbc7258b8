import { book } from '../booking/book.ts';
import type { Ctx } from '../context.ts';
import { append } from './append.ts';
import type { BookOfferedInput } from './schema.ts';
import { once, type SendResult } from './sendMessage.ts';

/**
 * Makes the afspraak that a casemanager offered in this conversation, by the same verb as everywhere, and tells of it
 * there. A repeat with the same client id is the same afspraak, also when only the telling failed.
 */
export async function bookOffered(
  ctx: Ctx,
  conversation: string,
  input: BookOfferedInput,
): Promise<SendResult> {
  const { sql, language } = ctx;
  const { clientId, offer, start, modality, location, name, ageGroup, contact, reachBy } = input;
  const [offered] = await sql<{ topic: string; isUsed: boolean }[]>`
    select m.data ->> 'topic' as topic, exists (
      select from chat_messages b where b.conversation_id = m.conversation_id and b.kind = 'booked'
        and (b.data ->> 'offer')::int = m.seq and b.client_id <> ${clientId}
    ) as "isUsed"
    from chat_messages m join chat_conversations c on c.id = m.conversation_id
    where m.conversation_id = ${conversation} and m.seq = ${offer} and m.kind = 'offer'`;
  if (!offered) return { ok: false, error: 'not-found' };
  if (offered.isUsed) return { ok: false, error: 'taken' };
  const wish = { topic: offered.topic, start, modality, location };
  const booked = await book(
    ctx,
    { ...wish, name, ageGroup, contact, reachBy, language },
    `chat ${conversation} ${clientId}`,
  );
  if (!booked.ok) return { ok: false, ...refusalOf(booked) };
  const { appointment } = booked;
  const data = {
    ...{
      offer,
      name: appointment.casemanager.firstName,
      start: appointment.start,
      end: appointment.end,
      modality,
    },
    ...(modality === 'op-locatie' ? { location: appointment.location.name } : {}),
  };
  const now = ctx.clock.now();
  return once(ctx, conversation, clientId, () =>
    append(sql, {
      conversation,
      now,
      message: { clientId, author: 'system', kind: 'booked', data, appointmentId: appointment.id },
      set: sql`, jongere_turn_at = null, asked_at = null`,
      where: sql``,
    }),
  );
}

type Booked = Awaited<ReturnType<typeof book>>;

function refusalOf(refusal: Exclude<Booked, { ok: true }>) {
  switch (refusal.error) {
    case 'invalid':
      return { error: 'invalid' as const, fields: refusal.errors };
    case 'taken':
      return { error: 'taken' as const };
    case 'too-many':
      return { error: 'too-many' as const, retryAfterMs: refusal.retryAfterSeconds * 1000 };
    default:
      return { error: 'not-found' as const };
  }
}

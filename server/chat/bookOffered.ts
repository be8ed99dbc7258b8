import { book } from '#server/booking/book.ts';
import { readMade } from '#server/booking/readMade.ts';
import type { Ctx } from '#server/kernel/context.ts';
import { append } from './append.ts';
import type { BookOfferedInput } from './schema.ts';
import { once, type SendResult } from './sendMessage.ts';

/**
 * Makes the afspraak that a casemanager offered in this conversation, by the same verb as everywhere, and tells of it
 * there. One offer is one afspraak, however many tabs choose at once: they book under one key, and of those who tell
 * one is first. One that was made and not told of, since the server or the database went down between the two, is told
 * of now, whatever is chosen. It is with who offered it when they are free then.
 */
export async function bookOffered(
  ctx: Ctx,
  conversation: string,
  input: BookOfferedInput,
): Promise<SendResult> {
  const { sql, language } = ctx;
  const { clientId, offer, start, modality, location, name, ageGroup, contact, reachBy } = input;
  const [offered] = await sql<{ topic: string; by: string | null; bookedBy: string | null }[]>`
    select m.data ->> 'topic' as topic, m.staff_id as by, b.client_id as "bookedBy"
    from chat_messages m left join chat_messages b
      on b.conversation_id = m.conversation_id and b.kind = 'booked' and b.data ->> 'offer' = m.seq::text
    where m.conversation_id = ${conversation} and m.seq = ${offer} and m.kind = 'offer'`;
  if (!offered) return { ok: false, error: 'not-found' };
  if (offered.bookedBy === clientId) return once(ctx, conversation, clientId, async () => null);
  if (offered.bookedBy !== null) return { ok: false, error: 'taken' };
  const wish = { topic: offered.topic, start, modality, location };
  const key = `chat ${conversation} ${offer}`;
  const made = await readMade(ctx, key);
  const booked = made
    ? ({ ok: true, appointment: made } as const)
    : await book(ctx, { ...wish, name, ageGroup, contact, reachBy, language }, key, {
        preferred: offered.by ?? undefined,
      });
  if (!booked.ok) return { ok: false, ...refusalOf(booked) };
  const { appointment } = booked;
  const data = {
    offer,
    name: appointment.casemanager.firstName,
    start: appointment.start,
    end: appointment.end,
    modality: appointment.modality,
    ...(appointment.modality === 'op-locatie' ? { location: appointment.location.name } : {}),
  };
  const { casemanagers } = await ctx.roster.current();
  const team = casemanagers.find(({ id }) => id === appointment.casemanager.id)?.team ?? null;
  const now = ctx.clock.now();
  const told = await once(ctx, conversation, clientId, () =>
    append(sql, {
      conversation,
      now,
      message: {
        clientId,
        author: 'system',
        kind: 'booked',
        data,
        appointment: { id: appointment.id, team },
      },
      set: sql`, jongere_turn_at = null, asked_at = null`,
      where: sql``,
    }),
  );
  return told.ok ? told : { ok: false, error: 'taken' };
}

type Booked = Awaited<ReturnType<typeof book>>;

function refusalOf(refusal: Exclude<Booked, { ok: true }>) {
  switch (refusal.error) {
    case 'invalid':
      return { error: 'invalid' as const, fields: refusal.errors };
    // Another tab chose something else from the same offer.
    case 'key-reused':
    case 'taken':
      return { error: 'taken' as const };
    case 'same-time':
      return { error: 'same-time' as const };
    case 'too-many':
      return { error: 'too-many' as const, retryAfterMs: refusal.retryAfterSeconds * 1000 };
    default:
      return { error: 'not-found' as const };
  }
}

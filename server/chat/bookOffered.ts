import { may } from '#server/access/may.ts';
import { book } from '#server/booking/book.ts';
import type { Appointment } from '#server/booking/types.ts';
import type { Ctx } from '#server/chat/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Write } from '#server/kernel/write.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import { append } from './append.ts';
import type { MessageRow } from './rows.ts';
import type { BookOfferedInput } from './schema.ts';
import { once, type SendResult } from './sendMessage.ts';

/**
 * Makes the afspraak that a casemanager offered in this conversation, by the same verb as everywhere, and tells of it
 * there in the same write. One offer is one afspraak, however many tabs choose at once: they book under one key. It is
 * with who offered it when they are free then.
 */
export async function bookOffered(
  ctx: Ctx,
  conversation: string,
  input: BookOfferedInput,
): Promise<SendResult> {
  may(ctx, 'chat.own');
  const { sql, language } = ctx;
  const { clientId, offer, start, modality, location, name, ageGroup, contact, reachBy, messages } = input;
  const [offered] = await sql<{ topic: string; by: string | null; bookedBy: string | null }[]>`
    select m.data ->> 'topic' as topic, m.staff_id as by, b.client_id as "bookedBy"
    from chat_messages m left join chat_messages b
      on b.conversation_id = m.conversation_id and b.kind = 'booked' and b.data ->> 'offer' = m.seq::text
    where m.conversation_id = ${conversation} and m.seq = ${offer} and m.kind = 'offer'`;
  if (!offered) return { ok: false, error: 'not-found' };
  if (offered.bookedBy === clientId) return once(ctx, conversation, clientId, async () => null);
  if (offered.bookedBy !== null) return { ok: false, error: 'taken' };
  const request = { topic: offered.topic, start, modality, location };
  const { casemanagers } = await ctx.roster.current();
  const teamOf = (id: string) => casemanagers.find((one) => one.id === id)?.team ?? null;
  const done: { row: MessageRow | null; booked: Booked | null } = { row: null, booked: null };
  const also = async (w: Write, made: Appointment): Promise<NotFound | null> => {
    done.row = await tell(w, { conversation, clientId, offer, made, team: teamOf(made.casemanager.id) });
    return done.row ? null : { ok: false, error: 'not-found' };
  };
  const told = await once(ctx, conversation, clientId, async () => {
    const order = { ...request, name, ageGroup, contact, reachBy, messages, language };
    const options = {
      purpose: 'chat-offer',
      channel: 'chat',
      as: 'staff',
      preferred: offered.by ?? undefined,
      also,
    } as const;
    const booked = await book(ctx, order, `${conversation} ${offer}`, options);
    done.booked = booked;
    // Of a repeat the line is there already.
    return booked.ok && !booked.repeated ? done.row : null;
  });
  if (done.booked?.ok === false) return { ok: false, ...refusalOf(done.booked) };
  // What another tab booked of the same offer, it told of as well.
  return told.ok ? told : { ok: false, error: 'taken' };
}

interface Telling {
  conversation: string;
  clientId: string;
  offer: number;
  made: Appointment;
  team: string | null;
}

/** Says in the conversation what was booked; null when that is gone. */
function tell(w: Write, { conversation, clientId, offer, made, team }: Telling): Promise<MessageRow | null> {
  const data = {
    offer,
    name: made.casemanager.firstName,
    start: made.start,
    end: made.end,
    modality: made.modality,
    ...(meetsAtLocation(made.modality) ? { location: made.location.name } : {}),
  };
  w.record({ about: { kind: 'conversation', id: conversation }, what: 'booked' });
  return append(w.tx, {
    conversation,
    now: Date.parse(w.now),
    message: { clientId, author: 'system', kind: 'booked', data, appointment: { id: made.id, team } },
    set: w.tx`, jongere_turn_at = null, asked_at = null`,
    where: w.tx``,
  });
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

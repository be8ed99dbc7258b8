import { randomUUID } from 'node:crypto';
import { may } from '#server/access/may.ts';
import { normaliseReach } from '#server/booking/person.ts';
import type { Invalid, TooMany } from '#server/booking/types.ts';
import type { Ctx } from '#server/chat/context.ts';
import { type Begun, type Blocked, begin } from './begin.ts';
import { pointsToDanger } from './danger.ts';
import type { QuestionInput } from './schema.ts';

export type QuestionResult = Begun | Blocked | Invalid | TooMany;

/**
 * Leaves a question to be answered later, whether the chat is open or not. The question is the first message of a conversation,
 * so a jongere who is still connected when a casemanager reads it can go on in the chat.
 */
export async function leaveQuestion(
  ctx: Ctx,
  { startKey, language, topic, name, question, contact, reachBy }: QuestionInput,
  { visitorKey }: { visitorKey: string },
): Promise<QuestionResult> {
  may(ctx, 'chat.begin');
  const reach = normaliseReach(contact, reachBy);
  if (reach.errors.length > 0) return { ok: false, error: 'invalid', errors: reach.errors };
  const { settings } = await ctx.roster.current();
  return begin(ctx, {
    kind: 'question',
    startKey,
    visitorKey,
    topic,
    limit: { name: 'questions', most: settings.limits.questionsPerAddressPerHour, perSeconds: 3600 },
    async insert(tx, { id, tokenHash, startKeyHash }) {
      const now = new Date(ctx.clock.now()).toISOString();
      const danger = pointsToDanger(question, settings.chat.dangerWords);
      const rows = await tx`
        insert into chat_conversations (id, kind, status, token_hash, start_key_hash, language, topic_id, first_name,
          started_at, waiting_since, jongere_gone_at, visitor_key, email, phone, reach_by, danger, last_seq)
        values (${id}, 'question', 'waiting', ${tokenHash}, ${startKeyHash}, ${language}, ${topic ?? null},
          ${name ?? null}, ${now}, ${now}, ${now}, ${visitorKey}, ${reach.email}, ${reach.phone}, ${reach.reachBy},
          ${danger}, 1)
        on conflict (start_key_hash) do nothing returning id`;
      if (rows.length === 0) return false;
      await tx`
        insert into chat_messages (conversation_id, seq, client_id, author, kind, body, danger, created_at)
        values (${id}, 1, ${randomUUID()}, 'jongere', 'text', ${question}, ${danger}, ${now})`;
      return true;
    },
  });
}

import { may } from '#server/access/may.ts';
import type { Invalid, TooMany } from '#server/booking/types.ts';
import type { Ctx } from '#server/chat/context.ts';
import { type Begun, type Blocked, begin } from './begin.ts';
import { countsSince } from './queue.ts';
import { findChatAvailability } from './readChatAvailability.ts';
import type { StartInput } from './schema.ts';
import type { ChatAvailability } from './types.ts';

/** The chat is not open, or nobody is there. */
export type Closed = {
  ok: false;
  error: 'closed';
  availability: Exclude<ChatAvailability, { state: 'open' }>;
};

export type StartResult = Begun | Closed | Blocked | Invalid | TooMany;

/** Starts a chat, which waits in the queue until a casemanager takes it. */
export async function startConversation(
  ctx: Ctx,
  { startKey, language, topic, name }: StartInput,
  { visitorKey }: { visitorKey: string },
): Promise<StartResult> {
  may(ctx, 'chat.begin');
  const { settings } = await ctx.roster.current();
  return begin<Closed>(ctx, {
    kind: 'chat',
    startKey,
    visitorKey,
    topic,
    limit: { name: 'chat-starts', most: settings.limits.chatStartsPerAddressPerHour, perSeconds: 3600 },
    async refuse() {
      const { value: availability } = await findChatAvailability(ctx);
      return availability.state === 'open' ? null : { ok: false, error: 'closed', availability };
    },
    async insert(tx, { id, tokenHash, startKeyHash }) {
      const now = new Date(ctx.clock.now()).toISOString();
      // Counts as disconnected until a socket connects.
      const rows = await tx`
        insert into chat_conversations (id, kind, status, token_hash, start_key_hash, language, topic_id, first_name,
          started_at, waiting_since, jongere_gone_at, visitor_key, ahead)
        select ${id}, 'chat', 'waiting', ${tokenHash}, ${startKeyHash}, ${language}, ${topic ?? null}, ${name ?? null},
          ${now}, ${now}, ${now}, ${visitorKey},
          (select count(*) from chat_conversations where status = 'waiting' and kind = 'chat' 
            and (jongere_gone_at is null or jongere_gone_at > ${countsSince(ctx.clock.now())}))
        on conflict (start_key_hash) do nothing returning id`;
      return rows.length > 0;
    },
  });
}

import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx, Services } from '#server/chat/context.ts';
import type { Actor } from '#server/kernel/context.ts';
import type { Limit } from '#server/kernel/limits/limits.ts';
import { logSecurity } from '#server/security/securityLog.ts';
import { bookOffered } from '../bookOffered.ts';
import { endAsJongere } from '../endConversation.ts';
import type { Answer, FromJongere, Refused, Replayed, Sent } from '../events.ts';
import { readJongereStates } from '../jongereState.ts';
import { rate } from '../rate.ts';
import { readAfter, readBefore } from '../readMessages.ts';
import { reopen } from '../reopen.ts';
import { type Reader, toMessage } from '../rows.ts';
import {
  actsPerConversation,
  messagesPerConversation,
  pagesPerConversation,
  typingEveryMs,
} from '../rules.ts';
import {
  bookOfferedSchema,
  earlierSchema,
  nothingSchema,
  ratingSchema,
  receiptSchema,
  replaySchema,
  sendSchema,
} from '../schema.ts';
import { refusalOf, type SendResult, sendAsJongere } from '../sendMessage.ts';
import type { Arrivals } from './arrivals.ts';
import type { Audience, JongereSocket } from './audience.ts';
import { batchLoader } from './batchLoader.ts';
import { identify } from './identify.ts';
import { listen, parsed } from './listen.ts';
import type { QueueState } from './queueState.ts';
import { createReceipts } from './receipts.ts';
import { throttle } from './throttle.ts';

interface Parts {
  services: Services;
  audience: Audience;
  queueState: QueueState;
  arrivals: Arrivals;
  /** Keyed hash of the address, for limits. */
  jongereOf(socket: JongereSocket): Actor;
  publicUrlOf(socket: JongereSocket): string;
}

/** A flood in one conversation writes at most one line to the security log in this period. */
const tooFastEveryMs = 10_000;

const authSchema = z.object({ token: z.string() });
/** The namespace of jongeren, who have no account: a token in the handshake opens exactly one conversation. */
export function serveJongeren({
  services,
  audience,
  queueState,
  arrivals,
  jongereOf,
  publicUrlOf,
}: Parts): () => void {
  const { tokens, limits, bus } = services;
  const { jongeren, feeds } = audience;
  const receipts = createReceipts(services, 'jongere');
  const stateOf = batchLoader((ids: string[]) => readJongereStates(services, ids));

  const foundOf = identify(services, jongeren, {
    refusal: 'not-found',
    actorOf: jongereOf,
    find: ({ handshake }: JongereSocket) => arrivals.find(authSchema.safeParse(handshake.auth).data?.token),
  });

  jongeren.on('connection', (socket) => {
    const found = foundOf(socket);
    if (!found) return socket.disconnect(true);
    // Its token was looked up in the handshake; the verbs of one's own chat get the id that it opens.
    may({ actor: jongereOf(socket) }, 'chat.own');
    const { id, language } = found;
    const reader: Reader = { side: 'jongere', language, tokens };
    socket.join(id);
    feeds.hold(id, 'jongere', found);
    arrivals.note(id, true);
    socket.on('disconnect', () => {
      if (feeds.release(id, 'jongere')) arrivals.note(id, false);
    });

    const typing = throttle(typingEveryMs, () => {
      if (feeds.get(id)?.over !== false) return;
      audience.tellTyping(id, 'jongere');
      bus.say({ jongereTypes: [id] });
    });
    /** Runs `act` when the rate limit of this conversation allows it. */
    const paced =
      <Input, Given>(limit: Limit, act: (input: Input) => Promise<Given>) =>
      async (input: Input): Promise<Given | Refused> => {
        const counted = await limits.consume(limit, id);
        if (counted.ok) return act(input);
        tellTooFast();
        return { error: 'too-fast', retryAfterMs: counted.retryAfterSeconds * 1000 };
      };
    const tellTooFast = throttle(tooFastEveryMs, () =>
      logSecurity(ctx(), { action: 'request', object: 'live:chat', result: 'refused', reason: 429 }),
    );
    const told = (result: SendResult): Answer<Sent> => {
      if (!result.ok) return refusalOf(result);
      if (result.row) {
        feeds.publish(result.row, socket.id);
        // Waiting conversations have no staff subscribers, and not every colleague listens to this one: refresh the inbox rows too.
        bus.say({ messages: [id], queue: queueState.waits(id) || result.row.danger });
      }
      return { ok: result.sent };
    };
    const ctx = (): Ctx => ({
      ...services,
      publicUrl: publicUrlOf(socket),
      actor: jongereOf(socket),
      language,
      door: 'socket',
    });

    listen<FromJongere>(
      socket,
      {
        replay: parsed(
          replaySchema,
          paced(pagesPerConversation, async ({ after }): Promise<Answer<Replayed>> => {
            const [page, state] = await Promise.all([readAfter(services, id, after), stateOf(id)]);
            // The conversation may have been deleted since they connected.
            if (!state) return { error: 'not-found' };
            const place =
              state.status === 'waiting' && state.kind === 'chat' ? await queueState.placeOf(id) : null;
            const messages = page.rows.map((row) => toMessage(row, reader));
            return { ok: { messages, more: page.more, state, place } };
          }),
        ),
        earlier: parsed(
          earlierSchema,
          paced(pagesPerConversation, async ({ before }) => {
            const { rows, more } = await readBefore(services, id, before);
            return { ok: { messages: rows.map((row) => toMessage(row, reader)), more } };
          }),
        ),
        send: parsed(
          sendSchema,
          paced(messagesPerConversation, async (input) => told(await sendAsJongere(services, id, input))),
        ),
        receipt: parsed(receiptSchema, async (receipt) => receipts.add(id, receipt)),
        typing: parsed(nothingSchema, async () => typing()),
        end: parsed(
          nothingSchema,
          paced(actsPerConversation, async () => {
            await endAsJongere(ctx(), id);
            return { ok: true };
          }),
        ),
        reopen: parsed(
          nothingSchema,
          paced(actsPerConversation, async () => {
            const result = await reopen(ctx(), id);
            return result.ok ? { ok: true } : { error: result.error };
          }),
        ),
        rate: parsed(
          ratingSchema,
          paced(actsPerConversation, async (input) => {
            const result = await rate(ctx(), id, input);
            return result.ok ? { ok: true } : { error: result.error };
          }),
        ),
        book: parsed(bookOfferedSchema, async (input) => told(await bookOffered(ctx(), id, input))),
      },
      ctx,
    );
  });
  return receipts.stop;
}

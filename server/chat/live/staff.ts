import { z } from 'zod';
import { reachOf } from '#server/access/policy.ts';
import { readSession } from '#server/accounts/readSession.ts';
import { readNext } from '#server/agenda/readNext.ts';
import type { Ctx, Services } from '#server/chat/context.ts';
import { proposeReferral } from '#server/chat/proposal/propose.ts';
import { withdrawProposal } from '#server/chat/proposal/withdrawProposal.ts';
import type { Actor } from '#server/kernel/context.ts';
import { defaultLanguage } from '#server/kernel/languages.ts';
import { addNote } from '../addNote.ts';
import { blockVisitor } from '../blockVisitor.ts';
import type { Changed } from '../changed.ts';
import { endAsStaff, endBlocked, markAnswered } from '../endConversation.ts';
import type { Answer, FromStaff, Sent } from '../events.ts';
import { findOfferTimes } from '../findOfferTimes.ts';
import { handOver } from '../handOver.ts';
import { maySee } from '../maySee.ts';
import { offerTimes } from '../offerTimes.ts';
import { setPresence } from '../presence.ts';
import { readConversation } from '../readConversation.ts';
import { readInbox } from '../readInbox.ts';
import { readAfter, readBefore } from '../readMessages.ts';
import { toMessage } from '../rows.ts';
import { typingEveryMs } from '../rules.ts';
import {
  answerWaySchema,
  chatNoteSchema,
  conversationIdSchema,
  earlierSchema,
  freeTimesSchema,
  handOverChatSchema,
  nothingSchema,
  offerSchema,
  presenceSchema,
  proposalSchema,
  proposeSchema,
  receiptSchema,
  replaySchema,
  sendSchema,
} from '../schema.ts';
import { refusalOf, type SendResult, sendAsStaff } from '../sendMessage.ts';
import { take } from '../take.ts';
import type { Audience, StaffSocket } from './audience.ts';
import type { Colleagues } from './colleagues.ts';
import { identify } from './identify.ts';
import { listen, parsed } from './listen.ts';
import { createReceipts } from './receipts.ts';
import { throttle } from './throttle.ts';

interface Parts {
  services: Services;
  audience: Audience;
  colleagues: Colleagues;
  /** The actor of a handshake, before its session is read. */
  jongereOf(socket: StaffSocket): Extract<Actor, { kind: 'jongere' }>;
  publicUrlOf(socket: StaffSocket): string;
}

const one = z.object({ conversation: conversationIdSchema });
const reader = { side: 'casemanager' } as const;

/** The namespace of casemanagers, identified by the session cookie of the handshake. */
export function serveStaff({ services, audience, colleagues, jongereOf, publicUrlOf }: Parts): () => void {
  const { log, bus } = services;
  const { staff: namespace, feeds } = audience;
  const receipts = createReceipts(services, 'casemanager');
  const staffOf = identify(services, namespace, {
    refusal: 'signed-out',
    actorOf: jongereOf,
    async find({ handshake }: StaffSocket) {
      const staff = await readSession(services, handshake.headers.cookie, { touch: false });
      return staff && reachOf(staff.roles, 'chat.inbox') !== undefined ? staff : null;
    },
  });

  namespace.on('connection', (socket) => {
    const staff = staffOf(socket);
    if (!staff) return socket.disconnect(true);
    const ctx: Ctx = {
      ...services,
      publicUrl: publicUrlOf(socket),
      actor: { kind: 'staff', staff, addressKey: jongereOf(socket).addressKey },
      language: defaultLanguage,
      door: 'socket',
    };
    const listening = colleagues.arrive(socket, ctx);

    /** An action of a person counts as use of the session, at most once a minute. */
    const used = () => {
      listening.acted();
      readSession(services, socket.handshake.headers.cookie).catch((err: unknown) =>
        log.warn({ err }, 'could not write down that a session is used'),
      );
    };
    /** Nobody types in two conversations at once. */
    let typesIn = '';
    const typing = throttle(typingEveryMs, () => {
      if (feeds.get(typesIn)?.over !== false) return;
      audience.tellTyping(typesIn, 'casemanager');
      bus.say({ casemanagerTypes: [typesIn] });
    });
    const told = (result: SendResult): Answer<Sent> => {
      used();
      if (!result.ok) return refusalOf(result);
      if (result.row) {
        feeds.publish(result.row, socket.id);
        bus.say({ messages: [result.row.conversation] });
      }
      return { ok: result.sent };
    };
    const changed = <Error extends 'not-found' | 'taken'>(result: Changed<Error>): Answer => {
      used();
      if (!result.ok) return { error: result.error };
      feeds.publish(result.row);
      return { ok: true };
    };
    const done = ({ ok }: { ok: boolean }): Answer => {
      used();
      return ok ? { ok } : { error: 'not-found' };
    };

    listen<FromStaff>(
      socket,
      {
        inbox: parsed(nothingSchema, async () => ({ ok: await listening.upToDate(() => readInbox(ctx)) })),
        presence: parsed(z.object({ status: presenceSchema }), async ({ status }) => {
          await setPresence(ctx, status);
          used();
          return { ok: true };
        }),
        watching: parsed(z.object({ watching: z.boolean() }), async ({ watching }) => {
          await listening.watch(watching);
        }),
        open: parsed(one.extend(replaySchema.shape), async ({ conversation: id, after }) => {
          const before = await readConversation(ctx, id);
          if (!before) return { error: 'not-found' };
          // Join first and read afterwards: a message in between arrives twice, and its number tells.
          listening.open(id, {
            last: before.lastSeq,
            language: before.language,
            over: before.status === 'closed',
          });
          const { rows, more } = await readAfter(services, id, after);
          return { ok: { conversation: before, messages: rows.map((row) => toMessage(row, reader)), more } };
        }),
        leave: parsed(one, async ({ conversation }) => {
          listening.leave(conversation);
          return { ok: true };
        }),
        earlier: parsed(one.extend(earlierSchema.shape), async ({ conversation, before }) => {
          if (!listening.hears(conversation)) return { error: 'not-open' };
          const { rows, more } = await readBefore(services, conversation, before);
          return { ok: { messages: rows.map((row) => toMessage(row, reader)), more } };
        }),
        send: parsed(one.extend(sendSchema.shape), async ({ conversation, ...input }) => {
          return told(await sendAsStaff(ctx, conversation, input));
        }),
        receipt: parsed(one.extend(receiptSchema.shape), async ({ conversation, ...receipt }) => {
          // Only the assignee's receipts count; a colleague reading along must not mark messages as seen.
          if (listening.owns(conversation)) receipts.add(conversation, receipt);
        }),
        typing: parsed(one, async ({ conversation }) => {
          if (!listening.owns(conversation)) return;
          typesIn = conversation;
          typing();
        }),
        take: parsed(one, async ({ conversation }) => {
          const result = await take(ctx, conversation);
          if (result.ok) listening.took(conversation);
          return changed(result);
        }),
        handOver: parsed(one.extend(handOverChatSchema.shape), async ({ conversation, ...input }) =>
          changed(await handOver(ctx, conversation, input)),
        ),
        note: parsed(one.extend(chatNoteSchema.shape), async ({ conversation, ...input }) => {
          const result = await addNote(ctx, conversation, input);
          return result.ok ? { ok: result.note } : { error: result.error };
        }),
        next: parsed(nothingSchema, async () => ({ ok: await readNext(ctx) })),
        freeTimes: parsed(freeTimesSchema, async (input) => ({ ok: await findOfferTimes(ctx, input) })),
        offer: parsed(offerSchema.safeExtend(one.shape), async ({ conversation, ...input }) =>
          told(await offerTimes(ctx, conversation, input)),
        ),
        propose: parsed(proposeSchema.extend(one.shape), async ({ conversation, ...input }) =>
          told(await proposeReferral(ctx, conversation, input)),
        ),
        withdraw: parsed(proposalSchema.extend(one.shape), async ({ conversation, ...input }) =>
          changed(await withdrawProposal(ctx, conversation, input)),
        ),
        end: parsed(one, async ({ conversation }) => done(await endAsStaff(ctx, conversation))),
        answered: parsed(one.extend({ how: answerWaySchema }), async ({ conversation, how }) =>
          done(await markAnswered(ctx, conversation, how)),
        ),
        block: parsed(one, async ({ conversation }) => {
          if (!(await maySee(ctx, 'chat.block', conversation))) return { error: 'not-found' };
          await blockVisitor(ctx, conversation);
          await endBlocked(ctx, conversation);
          return { ok: true };
        }),
      },
      () => ctx,
    );
  });
  return receipts.stop;
}

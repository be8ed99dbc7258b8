import { createSignal } from 'solid-js';
import type { chatModalities } from '#db/schema/words.ts';
import type { Sent } from '#server/chat/events.ts';
import type { Receiver } from '#server/chat/proposal/propose.ts';
import type { ChatNote, ConversationDetails, ConversationSummary } from '#server/chat/types.ts';
import { createConversation } from '../../chat/client/createConversation.ts';
import { createDraft } from '../../chat/client/createDraft.ts';
import { createTyping, makeTypingTeller } from '../../chat/client/createTyping.ts';
import { answerOf, isPage, isSent, type Received } from '../../chat/client/received.ts';
import type { InboxConnection } from '../connection.ts';
import { withProposal } from '../proposals.ts';
import type { InboxProps } from '../props.ts';
import { isOpenedPage } from '../received.ts';
import { draftKey, unsentStore } from '../unsent.ts';

interface Parts {
  id: string;
  connection: InboxConnection;
  me: InboxProps['me'];
}

/** Times to offer; what is left open the jongere chooses. */
export interface Offer {
  topic: string;
  modality: (typeof chatModalities)[number] | undefined;
  location: string | undefined;
  /** Starts (epoch ms) that were picked out. */
  times?: number[] | undefined;
}

/** To whom somebody would be handed, for what, and with which words. */
export interface Proposal {
  organisation: Receiver;
  topic: string;
  told: string | undefined;
}

/** One conversation as the page follows it: its messages and what is known of it. */
export function createLiveConversation({ id, connection, me }: Parts) {
  const { asking, socket, unanswered } = connection;
  const [details, setDetails] = createSignal<ConversationDetails | null>(null);
  const [isGone, setGone] = createSignal(false);
  const [draft, setDraft] = createDraft(draftKey(me.id, id));
  const [noteDraft, setNoteDraft] = createDraft(draftKey(me.id, id, 'notitie'));
  const [proposalDraft, setProposalDraft] = createDraft(draftKey(me.id, id, 'voorstel'));
  const typing = createTyping();
  const teller = makeTypingTeller(() => socket.connected && socket.emit('typing', ofThis));
  const ofThis = { conversation: id };

  const conversation = createConversation({
    wire: {
      async replay(after) {
        const answer = answerOf(isOpenedPage)(
          await asking()
            .emitWithAck('open', { ...ofThis, after })
            .catch(unanswered),
        );
        if ('ok' in answer) setDetails(answer.ok.conversation);
        else if (answer.error === 'not-found') leave();
        return answer;
      },
      earlier: async (before) =>
        answerOf(isPage)(await asking().emitWithAck('earlier', { ...ofThis, before })),
      send: async (entry) =>
        answerOf(isSent)(
          await asking()
            .emitWithAck('send', { ...ofThis, ...entry })
            .catch(unanswered),
        ),
    },
    store: unsentStore(me.id, id),
    author: { author: 'casemanager', name: me.firstName, staffId: me.id },
  });
  const leave = () => {
    conversation.disconnected();
    setGone(true);
  };

  return {
    ...conversation,
    id,
    /** Whether something that was typed does not get there by itself. */
    isStuck: () => conversation.entries().some((entry) => isGone() || entry.state === 'refused'),
    details,
    isGone,
    isTyping: typing.isTyping,
    draft,
    setDraft,
    noteDraft,
    setNoteDraft,
    proposalDraft,
    setProposalDraft,
    say(body: string) {
      conversation.say(body);
      teller.sent();
    },
    /** Somebody types here. */
    typed() {
      if (details()?.status !== 'closed') teller.typed();
    },
    heard(message: Received) {
      conversation.heard(message);
      setDetails((known) => known && withProposal(known, message));
      if (message.kind === 'closed' || (message.kind === 'text' && message.author === 'jongere'))
        typing.over();
    },
    /** The own offer is kept: who sends something is not told of it. */
    offered: ({ modality, location, ...sent }: Offer & Sent & { clientId: string }) =>
      conversation.heard({
        kind: 'offer',
        name: me.firstName,
        staffId: me.id,
        ...sent,
        modality: modality ?? null,
        location: location ?? null,
      }),
    /** So is the own proposal. */
    proposed({ organisation, ...sent }: Pick<Proposal, 'organisation'> & Sent & { clientId: string }) {
      const message = {
        kind: 'proposal',
        name: me.firstName,
        organisation: organisation.name,
        ...sent,
      } as const;
      conversation.heard(message);
      setDetails((known) => known && withProposal(known, message));
    },
    heardTyping() {
      // What was said on the way to its end may come after it.
      if (details()?.status === 'closed') return;
      typing.heard();
    },
    state(summary: ConversationSummary) {
      setDetails((known) => known && { ...known, ...summary });
      if (summary.status === 'closed') typing.over();
      conversation.newest(summary.lastSeq);
    },
    note: (note: ChatNote) =>
      setDetails((known) =>
        known && !known.notes.some((one) => one.id === note.id)
          ? { ...known, notes: [...known.notes, note] }
          : known,
      ),
    blocked: () => setDetails((known) => known && { ...known, blocked: true }),
    disconnected() {
      typing.over();
      conversation.disconnected();
    },
  };
}
export type LiveConversation = ReturnType<typeof createLiveConversation>;

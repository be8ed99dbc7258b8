import { createSignal } from 'solid-js';
import type { Sent } from '#server/chat/events.ts';
import type { ChatNote, ConversationDetails, ConversationSummary } from '#server/chat/types.ts';
import type { Modality } from '#server/slots/schema.ts';
import { makeConversation } from '../../chat/client/makeConversation.ts';
import { newId } from '../../chat/newId.ts';
import { makeKeeper } from '../keeper.ts';
import type { Live } from '../live.ts';
import type { InboxProps } from '../props.ts';
import { createDraft } from './createDraft.ts';

/** So long after the last sign of it somebody counts as typing. */
const typingMs = 5_000;

interface Parts {
  id: string;
  live: Live;
  me: InboxProps['me'];
}

/** Times to offer; what is left open the jongere chooses. */
export interface Offer {
  topic: string;
  modality: Modality | undefined;
  location: string | undefined;
}

/** One conversation as the page follows it: its messages and what is known of it. */
export function createTalk({ id, live, me }: Parts) {
  const [version, setVersion] = createSignal(0);
  const [details, setDetails] = createSignal<ConversationDetails | null>(null);
  const [isGone, setGone] = createSignal(false);
  const [isTyping, setTyping] = createSignal(false);
  const [draft, setDraft] = createDraft(`${me.id}-${id}`);
  const [noteDraft, setNoteDraft] = createDraft(`${me.id}-${id}-notitie`);
  const ofThis = { conversation: id };
  let typing: ReturnType<typeof setTimeout> | undefined;

  const conversation = makeConversation({
    wire: {
      async replay(after) {
        const answer = await live.asking().emitWithAck('open', { ...ofThis, after });
        if ('ok' in answer) setDetails(answer.ok.conversation);
        else if (answer.error === 'not-found') leave();
        return answer;
      },
      earlier: async (before) => live.asking().emitWithAck('earlier', { ...ofThis, before }),
      send: async (entry) => live.asking().emitWithAck('send', { ...ofThis, ...entry }),
    },
    keeper: makeKeeper(me.id, id),
    author: { author: 'casemanager', name: me.firstName, staffId: me.id },
    newId,
    changed: () => setVersion((count) => count + 1),
  });
  const following =
    <Value>(read: () => Value) =>
    () => {
      version();
      return read();
    };
  const stopTyping = () => {
    clearTimeout(typing);
    setTyping(false);
  };
  const leave = () => {
    conversation.disconnected();
    setGone(true);
  };

  return {
    ...conversation,
    id,
    messages: following(conversation.messages),
    entries: following(conversation.entries),
    /** Whether something that was typed does not get there by itself. */
    isStuck: following(() => conversation.entries().some((entry) => isGone() || entry.state === 'refused')),
    begun: following(conversation.begun),
    hasEarlier: following(conversation.hasEarlier),
    details,
    isGone,
    isTyping,
    draft,
    setDraft,
    noteDraft,
    setNoteDraft,
    heard(message: Parameters<typeof conversation.heard>[0]) {
      conversation.heard(message);
      if (message.kind === 'closed' || (message.kind === 'text' && message.author === 'jongere'))
        stopTyping();
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
    heardTyping() {
      // What was said on the way to its end may come after it.
      if (details()?.status === 'closed') return;
      clearTimeout(typing);
      setTyping(true);
      typing = setTimeout(stopTyping, typingMs);
    },
    state(summary: ConversationSummary) {
      setDetails((known) => known && { ...known, ...summary });
      if (summary.status === 'closed') stopTyping();
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
      stopTyping();
      conversation.disconnected();
    },
  };
}
export type Talk = ReturnType<typeof createTalk>;

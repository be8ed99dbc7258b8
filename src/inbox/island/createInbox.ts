import { createEffect, createSignal, on, onCleanup, onMount } from 'solid-js';
import { createStore, reconcile, unwrap } from 'solid-js/store';
import type { Inbox as Lists } from '#server/chat/types.ts';
import { watchLeaving } from '#ui/leaving.ts';
import { sayer } from '#ui/sayer.ts';
import { catchFocus } from '../catchFocus.ts';
import { type InboxConnection, inboxConnection } from '../connection.ts';
import { findIn, neighbour } from '../lists.ts';
import type { InboxProps } from '../props.ts';
import { type Asking, createActions } from './createActions.ts';
import { createAttention } from './createAttention.ts';
import { createClock } from './createClock.ts';
import { createLiveConversations, type LiveConversations } from './createLiveConversations.ts';
import { createShown } from './createShown.ts';
import { makeReceipts } from './makeReceipts.ts';

/** The inbox of one casemanager: its lists, the conversation that is shown, and what can be done with it. */
export function createInbox(props: InboxProps) {
  const say = sayer(props.texts);
  const now = createClock(props.now);
  const attentive = createAttention();
  const shown = createShown(props.asked);
  const [lists, setLists] = createStore<Lists>(structuredClone(unwrap(props.inbox)));
  /** Null on the server and until the browser has taken over. */
  const [client, setClient] = createSignal<{
    connection: InboxConnection;
    conversations: LiveConversations;
  } | null>(null);
  /** Since when there is no connection, epoch ms; null while there is, or never was. */
  const [lostAt, setLostAt] = createSignal<number | null>(null);
  const [isOn, setOn] = createSignal(false);
  /** Whether it came to a connection, or to nothing, once: before that there is nobody to tell anything. */
  const [isReady, setReady] = createSignal(false);
  const [asking, setAsking] = createSignal<Asking | null>(null);
  const actions = createActions({ say, client, lists, show: shown.show, ask: setAsking });

  onMount(() => {
    const connection = inboxConnection();
    const { socket, feed } = connection;
    setClient({ connection, conversations: createLiveConversations(connection, props.me) });
    const connected = () => {
      setReady(true);
      setOn(true);
      setLostAt(null);
      actions.dismiss();
    };
    socket.on('connect', connected);
    socket.on('disconnect', () => {
      setOn(false);
      setLostAt(Date.now());
    });
    socket.on('connect_error', () => setReady(true));
    if (socket.connected) connected();
    const isLeaving = watchLeaving();
    connection.onSignedOut(() => {
      if (!isLeaving()) location.assign(props.paths.signIn + encodeURIComponent(location.search));
    });
    onCleanup(feed.listen((inbox) => setLists(reconcile(inbox))));
  });

  createEffect(() => client()?.conversations.update(lists, shown.id()));
  createEffect(() => {
    const on = client();
    if (!on) return;
    const receipt = makeReceipts(on.connection);
    createEffect(() => {
      const seen = attentive() ? shown.id() : null;
      for (const { id } of lists.mine) {
        const last = on.conversations.of(id)?.messages().at(-1);
        if (last) receipt(id, last.seq, id === seen);
      }
    });
  });
  // What was asked or told about one conversation is not about the next.
  createEffect(
    on(
      shown.id,
      () => {
        setAsking(null);
        actions.dismiss();
      },
      { defer: true },
    ),
  );

  const found = () => {
    const id = shown.id();
    return id === null ? null : findIn(lists, id);
  };
  const live = () => {
    const id = shown.id();
    return (id !== null && client()?.conversations.of(id)) || null;
  };
  return {
    page: props,
    say,
    now,
    lists,
    client,
    isOn,
    isReady,
    lostAt,
    asking,
    ask(what: Asking | null) {
      actions.dismiss();
      setAsking(what);
    },
    shownId: shown.id,
    show: shown.show,
    live,
    /** The shown conversation as the lists have it, or as it was opened when it is in none of them. */
    about: () => found()?.conversation ?? live()?.details() ?? null,
    isOwn: () => found()?.list === 'mine',
    step(by: 1 | -1) {
      const next = neighbour(lists, shown.id(), by);
      if (!next) return;
      shown.show(next);
      // The field of the last one is gone, and there may be none in this one.
      catchFocus();
    },
    topicOf: (id: string | null) =>
      props.topics.find((topic) => topic.id === id)?.label ?? say('inbox.topic.none'),
    ...actions,
  };
}
export type Inbox = ReturnType<typeof createInbox>;

import { createEffect, createSignal, on, onCleanup, onMount } from 'solid-js';
import { createStore, reconcile, unwrap } from 'solid-js/store';
import type { Inbox as Lists } from '#server/chat/types.ts';
import { watchLeaving } from '#ui/leaving.ts';
import { sayer } from '#ui/sayer.ts';
import { catchFocus } from '../catchFocus.ts';
import { type InboxConnection, inboxConnection } from '../connection.ts';
import { findIn, neighbour } from '../lists.ts';
import type { InboxProps } from '../props.ts';
import { tellWatching } from '../tellWatching.ts';
import { type Asking, createActions } from './createActions.ts';
import { createAttention } from './createAttention.ts';
import { createBeside } from './createBeside.ts';
import { createClock } from './createClock.ts';
import { createLiveConversations, type LiveConversations } from './createLiveConversations.ts';
import { createNext } from './createNext.ts';
import { createShown } from './createShown.ts';
import { makeReceipts } from './makeReceipts.ts';

/** The inbox of one casemanager: its lists, the conversations that are shown, and what can be done with them. */
export function createInbox(props: InboxProps) {
  const say = sayer(props.texts);
  const now = createClock(props.now);
  const attentive = createAttention();
  const beside = createBeside();
  const shown = createShown(props.asked, beside);
  const [lists, setLists] = createStore<Lists>(structuredClone(unwrap(props.inbox)));
  /** Null on the server and until the browser has taken over. */
  const [client, setClient] = createSignal<{
    connection: InboxConnection;
    conversations: LiveConversations;
  } | null>(null);
  /** Since when there is no connection, epoch ms; null while there is, or never was. */
  const [lostAt, setLostAt] = createSignal<number | null>(null);
  const [isOn, setOn] = createSignal(false);
  const [asking, setAsking] = createSignal<{ id: string; what: Asking } | null>(null);
  /** Shows a conversation, and puts whoever asked for it where they can write. */
  const show = (id: string | null) => {
    const before = shown.ids();
    shown.show(id);
    if (id !== null && before.includes(id)) document.getElementById(`bericht-${id}`)?.focus();
  };
  const actions = createActions({ say, client, lists, show, ask: () => setAsking(null) });

  onMount(() => {
    const connection = inboxConnection();
    const { socket, feed } = connection;
    setClient({ connection, conversations: createLiveConversations(connection, props.me) });
    const connected = () => {
      setOn(true);
      setLostAt(null);
      actions.dismiss();
    };
    const disconnected = () => {
      setOn(false);
      setLostAt(Date.now());
    };
    socket.on('connect', connected);
    socket.on('disconnect', disconnected);
    if (socket.connected) connected();
    onCleanup(tellWatching(socket));
    const isLeaving = watchLeaving();
    onCleanup(
      connection.onSignedOut(() => {
        if (!isLeaving()) location.assign(props.paths.signIn + encodeURIComponent(location.search));
      }),
    );
    onCleanup(feed.listen((inbox) => setLists(reconcile(inbox))));
    onCleanup(() => {
      socket.off('connect', connected);
      socket.off('disconnect', disconnected);
      client()?.conversations.stop();
    });
  });
  const next = createNext(props.next, () => client()?.connection);

  createEffect(() => client()?.conversations.update(lists, shown.ids()));
  createEffect(() => {
    const on = client();
    if (!on) return;
    const receipt = makeReceipts(on.connection);
    createEffect(() => {
      const seen = attentive() ? shown.ids() : [];
      for (const { id } of lists.mine) {
        const last = on.conversations.of(id)?.messages().at(-1);
        if (last) receipt(id, last.seq, seen.includes(id));
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

  return {
    page: props,
    say,
    now,
    lists,
    client,
    isOn,
    lostAt,
    next,
    asking,
    ask(what: { id: string; what: Asking } | null) {
      actions.dismiss();
      setAsking(what);
    },
    beside,
    shown,
    show,
    findIn: (id: string) => findIn(lists, id),
    toggleBeside() {
      const on = !beside.is();
      if (!on) shown.single();
      beside.choose(on);
      if (on) shown.fill(lists.mine.map(({ id }) => id));
    },
    step(by: 1 | -1) {
      const to = neighbour(lists, shown.id(), by);
      if (!to) return;
      show(to);
      // The field of the last one is gone, and there may be none in this one.
      catchFocus();
    },
    topicOf: (id: string | null) =>
      props.topics.find((topic) => topic.id === id)?.label ?? say('inbox.topic.none'),
    ...actions,
  };
}
export type Inbox = ReturnType<typeof createInbox>;

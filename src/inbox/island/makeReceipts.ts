import { onCleanup } from 'solid-js';
import type { InboxConnection } from '../connection.ts';

interface Came {
  delivered: number;
  seen: number;
}

/** Tells how far own conversations came here, when that is further than was told. */
export function makeReceipts({ socket, feed }: InboxConnection) {
  const told = new Map<string, Came>();
  // Whether the last one arrived before the connection was lost, nobody knows.
  const forget = () => told.clear();
  socket.on('connect', forget);
  onCleanup(() => socket.off('connect', forget));
  return (conversation: string, delivered: number, isSeen: boolean) => {
    const before = told.get(conversation) ?? { delivered: 0, seen: 0 };
    const seen = isSeen ? delivered : before.seen;
    if (isSeen) feed.seen(conversation, delivered);
    if (!socket.connected || (delivered <= before.delivered && seen <= before.seen)) return;
    told.set(conversation, { delivered, seen });
    socket.emit('receipt', { conversation, delivered, seen });
  };
}

import type { Services } from '#server/chat/context.ts';
import { readJongereStates } from '../jongereState.ts';
import { readQueue } from '../queue.ts';
import { readSummaries } from '../summaries.ts';
import type { QueuePlace, Side } from '../types.ts';
import type { Audience } from './audience.ts';
import { batchLoader } from './batchLoader.ts';
import { coalesce } from './coalesce.ts';

/** Emits the state of conversations and places in the queue to listeners in this process. */
export interface QueueState {
  /** To be called when the state of these conversations changed. */
  changed(conversations: Iterable<string>): void;
  /** To be called when the queue changed. */
  queueChanged(): void;
  /** The place of a conversation in the queue, or null when it does not wait. */
  placeOf(conversation: string): Promise<QueuePlace | null>;
  /** Whether the conversation was in the queue at the last read. */
  waits(conversation: string): boolean;
  stop(): void;
}

const gatherMs = 50;
const placesMs = 1000;

export function createQueueState(services: Services, { jongeren, staff, feeds, pull }: Audience): QueueState {
  const { log } = services;
  const changed = new Set<string>();
  /** The queue at the last read. */
  let queue: ReadonlyMap<string, QueuePlace> = new Map();

  const behind = (conversation: string, lastSeq: number) => {
    if (lastSeq > (feeds.get(conversation)?.last ?? lastSeq)) pull([conversation]);
  };

  const tellStates = async () => {
    const ids = [...changed];
    changed.clear();
    const heardBy = (side: Side) => ids.filter((id) => (feeds.get(id)?.sockets[side] ?? 0) > 0);
    try {
      const [states, summaries] = await Promise.all([
        readJongereStates(services, heardBy('jongere')),
        readSummaries(services, heardBy('casemanager')),
      ]);
      for (const [id, state] of states) {
        behind(id, state.lastSeq);
        jongeren.to(id).emit('state', state);
      }
      for (const summary of summaries) {
        behind(summary.id, summary.lastSeq);
        staff.to(summary.id).emit('state', summary);
      }
    } catch (error) {
      for (const id of ids) changed.add(id);
      throw error;
    }
  };
  const telling = coalesce(gatherMs, tellStates, (err) =>
    log.warn({ err }, 'could not read how conversations stand; they are read again'),
  );

  const tellPlaces = async () => {
    queue = await readQueue(services);
    for (const id of feeds.heldBy('jongere')) {
      const feed = feeds.get(id);
      const place = queue.get(id) ?? null;
      if (!feed || isSame(feed.place, place)) continue;
      feed.place = place;
      if (place) jongeren.to(id).emit('place', place);
    }
  };
  const places = coalesce(placesMs, tellPlaces, (err) =>
    log.warn({ err }, 'could not read the queue; it is read again'),
  );

  // For conversations that are new in the queue; simultaneous questions share one read.
  const lookAgain = batchLoader(async () => {
    queue = await readQueue(services);
    return queue;
  });

  return {
    changed(conversations) {
      for (const id of conversations) if (feeds.get(id)) changed.add(id);
      if (changed.size > 0) telling.ask();
    },
    queueChanged: places.ask,
    placeOf: async (conversation) => queue.get(conversation) ?? (await lookAgain(conversation)) ?? null,
    waits: (conversation) => queue.has(conversation),
    stop() {
      telling.stop();
      places.stop();
    },
  };
}

const isSame = (a: QueuePlace | null, b: QueuePlace | null) =>
  a?.ahead === b?.ahead && a?.minutes === b?.minutes && a?.present === b?.present;

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Socket } from 'socket.io-client';
import { z } from 'zod';
import { connectEnd, connected } from './connectEnd.ts';
import { type ChatEnd, chatJob } from './jobs.ts';
import { work } from './worker.ts';

// Two sockets a conversation: one writes and waits for the answer, the other hears.

/** 160 characters, like a message of somebody who tells what is the matter. */
const body = 'hallo, ik heb een vraag over hulp bij schulden '.repeat(4).slice(0, 160);
const perSecond = 200;
const answerSchema = z.object({ ok: z.unknown() });

interface Pair {
  writer: Socket;
  heard: number;
}
const opened = new Map<string, Promise<Pair[]>>();

async function open([first, second]: [ChatEnd, ChatEnd]): Promise<Pair> {
  const [writer, listener] = [connectEnd(first), connectEnd(second)];
  await Promise.all([connected(writer), connected(listener)]);
  const pair = { writer, heard: 0 };
  listener.on('message', () => {
    pair.heard += 1;
  });
  return pair;
}

work(chatJob, async ({ name, pairs: asked, mode, warmUpMs, milliseconds }) => {
  const opening = opened.get(name) ?? Promise.all(asked.map(open));
  opened.set(name, opening);
  const pairs = await opening;
  const times: number[] = [];
  let measuring = false;
  let stopped = false;
  let failed = 0;

  const send = async ({ writer }: Pair) => {
    const start = performance.now();
    const answer: unknown = await writer.emitWithAck('send', { clientId: randomUUID(), body });
    if (!answerSchema.safeParse(answer).success) failed += 1;
    if (measuring) times.push(performance.now() - start);
  };
  const saturate = () =>
    Promise.all(
      pairs.map(async (pair) => {
        while (!stopped) await send(pair);
      }),
    );
  const pace = async () => {
    const all: Promise<void>[] = [];
    const start = performance.now();
    while (!stopped) {
      const due = ((performance.now() - start) / 1000) * perSecond;
      for (let pair = pairs[all.length % pairs.length]; pair && all.length < due; ) {
        all.push(send(pair));
        pair = pairs[all.length % pairs.length];
      }
      await sleep(1);
    }
    await Promise.all(all);
  };

  const heard = () => pairs.reduce((sum, pair) => sum + pair.heard, 0);
  const running = mode === 'saturated' ? saturate() : pace();
  await sleep(warmUpMs);
  measuring = true;
  const [heardBefore, start] = [heard(), performance.now()];
  await sleep(milliseconds);
  measuring = false;
  const seconds = (performance.now() - start) / 1000;
  const heardPerSecond = (heard() - heardBefore) / seconds;
  stopped = true;
  await running;
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.floor(times.length * part)] ?? 0;
  return { perSecond: times.length / seconds, heardPerSecond, p50: at(0.5), p99: at(0.99), failed };
});

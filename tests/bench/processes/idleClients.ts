import { connectEnd, connected } from './connectEnd.ts';
import { type ChatEnd, idleJob } from './jobs.ts';
import { work } from './worker.ts';

work(idleJob, async ({ ends, atOnce, replay }) => {
  let next = 0;
  const open = async (end: ChatEnd) => {
    const socket = connectEnd(end);
    await connected(socket);
    if (replay) await socket.emitWithAck('replay', { after: null });
  };
  const start = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let end = ends[next++]; end; end = ends[next++]) await open(end);
    }),
  );
  return { perSecond: ends.length / ((performance.now() - start) / 1000), connected: ends.length };
});

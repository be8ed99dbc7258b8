import { setTimeout as sleep } from 'node:timers/promises';
import { watchAnswer, watchJob } from './jobs.ts';
import { work } from './worker.ts';

// A process of its own: what keeps the bench busy does not keep it from asking.
let longestMs = 0;
let asked = 0;
let isWatching = false;

async function watch(url: string): Promise<void> {
  for (;;) {
    const began = performance.now();
    const answer = await fetch(`${url}/healthz`).catch(() => null);
    await answer?.text();
    asked += 1;
    longestMs = Math.max(longestMs, performance.now() - began);
    await sleep(50);
  }
}

work(watchJob, async ({ url }) => {
  if (!isWatching) void watch(url);
  isWatching = true;
  return watchAnswer.parse({ longestMs, asked });
});

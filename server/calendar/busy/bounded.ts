import { Stopped } from './fault.ts';

const mostBytes = 10 * 1024 * 1024;

type Bounded = (chunks: AsyncIterable<Buffer>) => AsyncGenerator<Buffer>;

/** Passes on what comes, in all the answers that go through it together, until it is more than a calendar ever has. */
export function createBound(most = mostBytes): Bounded {
  let bytes = 0;
  return async function* bounded(chunks) {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > most) throw new Stopped('too-large');
      yield chunk;
    }
  };
}

import { Stopped } from './fault.ts';

const mostBytes = 10 * 1024 * 1024;

/** Passes on what comes, until it is more than a calendar ever has. */
export async function* bounded(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Stopped('too-large');
    yield chunk;
  }
}

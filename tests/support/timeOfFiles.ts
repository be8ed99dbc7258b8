import { relative } from 'node:path';
import type { TestEvent } from 'node:test/reporters';

/** A reporter for node's runner beside its own: how long each file took, as a comment of TAP that `timesIn` reads. */
export default async function* timeOfFiles(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const { type, data } of events) {
    if (type === 'test:summary' && data.file !== undefined) {
      yield `# took ${relative('.', data.file)} ${Math.round(data.duration_ms)}\n`;
    }
  }
}

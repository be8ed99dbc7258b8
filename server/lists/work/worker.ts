import { parentPort } from 'node:worker_threads';
import type { Asked, Said } from './jobs.ts';
import { chooseFor, type Entries, judgeRows, likelyOf, readEntries, readFile } from './steps.ts';

// The thread that works out a list. The entries of a list stay here between two steps: to copy them there and back would cost more
// than to read them.

if (!parentPort) throw new Error('expected to be started as a thread');
const port = parentPort;
let entries: Entries | null = null;

async function answer(asked: Asked): Promise<Said> {
  if (asked.step === 'read') return { step: 'read', said: await readFile(asked.given) };
  if (asked.step === 'columns') return { step: 'columns', said: chooseFor(asked.given) };
  if (asked.step === 'entries') {
    entries = readEntries(asked.given);
    return { step: 'entries', said: entries.wanted };
  }
  if (entries === null) throw new Error('expected the entries to be read before they are judged');
  if (asked.step === 'likely') return { step: 'likely', said: likelyOf(entries, asked.given) };
  return { step: 'judge', said: judgeRows(entries, asked.given) };
}

port.on('message', (asked: Asked) => {
  answer(asked).then(
    (said) => port.postMessage({ ok: true, said }),
    (error: unknown) => port.postMessage({ ok: false, error }),
  );
});

import { streetPaths } from '../paths.ts';
import { changeInOutbox, readOutbox } from './kept.ts';
import { type Answer, readAnswer, settle, toSend, type Waiting } from './outbox.ts';

/** What stood in the way of sending all. */
export type Sent = 'all' | 'later' | 'signed-out';

const patienceMs = 20_000;

/**
 * Sends what waits, one after the other. Of all tabs one does; where a browser has no locks two may, and the server makes one
 * referral all the same.
 */
export async function sendOutbox(who: string): Promise<Sent> {
  if (toSend(readOutbox(who), who).length === 0) return 'all';
  if (!('locks' in navigator)) return sendAll(who);
  return navigator.locks.request('doorstart-outbox', { ifAvailable: true }, (lock) =>
    lock === null ? 'later' : sendAll(who),
  );
}

async function sendAll(who: string): Promise<Sent> {
  for (const item of toSend(readOutbox(who), who)) {
    const answer = await send(item);
    changeInOutbox(item, (stands) => settle(stands, answer));
    if (answer.state === 'signed-out' || answer.state === 'not-mine') return 'signed-out';
    if (answer.state === 'later') return 'later';
  }
  return 'all';
}

async function send({ values, key, who, way }: Waiting): Promise<Answer> {
  try {
    const response = await fetch(streetPaths.send, {
      method: 'POST',
      body: new URLSearchParams({ ...values, key, who, way }),
      // A session that is over leads to the door, and nothing was carried out.
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    if (response.type === 'opaqueredirect') return { state: 'signed-out' };
    if (response.status === 400) return { state: 'wrong', words: [] };
    if (!response.ok) return { state: 'later' };
    return readAnswer(await response.json()) ?? { state: 'later' };
  } catch {
    return { state: 'later' };
  }
}

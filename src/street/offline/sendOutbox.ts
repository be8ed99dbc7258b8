import { streetPaths } from '../paths.ts';
import { changeInOutbox, readOutbox } from './kept.ts';
import { type Answer, readAnswer, settle, toSend, type Waiting } from './outbox.ts';

/** What stood in the way of sending all that was to go now. */
export type Sent = 'all' | 'no-line' | 'signed-out';

const patienceMs = 20_000;

/**
 * Sends what waits, one after the other. One tab at a time, each in its turn: a line may have come back while another was still
 * finding out that there is none. Where a browser has no locks two may, and the server makes one referral all the same.
 */
export async function sendOutbox(who: string): Promise<Sent> {
  if (going(who).length === 0) return 'all';
  if (!('locks' in navigator)) return sendAll(who);
  return navigator.locks.request('doorstart-outbox', () => sendAll(who));
}

const going = (who: string) => toSend(readOutbox(who), who, Date.now());

/** One that is refused keeps nothing behind it waiting; only where there is no line the others need not try. */
async function sendAll(who: string): Promise<Sent> {
  for (const item of going(who)) {
    const answer = await send(item);
    changeInOutbox(item, (stands) => settle(stands, answer, Date.now()));
    if (answer.state === 'signed-out' || answer.state === 'not-mine') return 'signed-out';
    if (answer.state === 'no-line') return 'no-line';
  }
  return 'all';
}

async function send({ values, key, who, way, at }: Waiting): Promise<Answer> {
  const response = await ask(new URLSearchParams({ ...values, key, who, way, agreedAt: String(at) }));
  if (response === null) return { state: 'no-line' };
  if (response === 'late') return later;
  if (response.type === 'opaqueredirect') return { state: 'signed-out' };
  if (response.status === 400) return { state: 'wrong', words: [] };
  if (!response.ok) return { state: 'later', waitSeconds: Number(response.headers.get('retry-after')) || 0 };
  const said: unknown = await response.json().catch(() => null);
  return readAnswer(said) ?? later;
}

const later: Answer = { state: 'later', waitSeconds: 0 };

/** Null without a line; `late` for what may have come, and got no answer in time. */
async function ask(body: URLSearchParams): Promise<Response | 'late' | null> {
  try {
    return await fetch(streetPaths.send, {
      method: 'POST',
      body,
      // A session that is over leads to the door, and nothing was carried out.
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
  } catch (error) {
    return error instanceof DOMException && error.name === 'TimeoutError' ? 'late' : null;
  }
}

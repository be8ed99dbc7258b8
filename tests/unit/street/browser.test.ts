import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { putInOutbox, readOutbox } from '../../../src/street/offline/kept.ts';
import { newWaiting } from '../../../src/street/offline/outbox.ts';
import { sendOutbox } from '../../../src/street/offline/sendOutbox.ts';
import { dropBrowser, offerBrowser } from '../../support/browserStorage.ts';

// What a browser keeps of referrals, with its storage and its line.

beforeEach(() => offerBrowser());
afterEach(dropBrowser);

const put = (key: string, at: number) =>
  putInOutbox(newWaiting({ key, who: 'me', way: 'samen' }, { firstName: key }, at));
const states = () => readOutbox('me').map(({ key, state, tries }) => `${key} ${state} ${tries}`);

test('one that is refused for now, or that the server cannot take, keeps no other waiting', async (t) => {
  const asked: string[] = [];
  t.mock.method(globalThis, 'fetch', async (_: string, { body }: { body: URLSearchParams }) => {
    const key = body.get('key') ?? '';
    asked.push(key);
    if (key === 'broken') return new Response('no', { status: 503, headers: { 'Retry-After': '120' } });
    if (key === 'often') return Response.json({ state: 'later', waitSeconds: 3600 });
    if (key === 'page') return new Response('<p>Welcome to this wifi</p>');
    return Response.json({ state: 'sent', id: 'made' });
  });
  for (const [at, key] of ['broken', 'often', 'page', 'good'].entries()) put(key, at);
  assert.equal(await sendOutbox('me'), 'all');
  const stands = ['broken waiting 1', 'often waiting 1', 'page waiting 1', 'good sent 0'];
  assert.deepEqual(states(), stands);
  // None of them is asked again at once.
  assert.equal(await sendOutbox('me'), 'all');
  assert.deepEqual([states(), asked.length], [stands, 4]);
});

test('without a line the others do not try, and nothing is counted', async (t) => {
  const line = t.mock.method(globalThis, 'fetch', () => Promise.reject(new TypeError('no line')));
  put('one', 1);
  put('other', 2);
  assert.equal(await sendOutbox('me'), 'no-line');
  assert.deepEqual([states(), line.mock.callCount()], [['one waiting 0', 'other waiting 0'], 1]);
});

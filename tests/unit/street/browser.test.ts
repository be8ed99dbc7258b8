import assert from 'node:assert/strict';
import { afterEach, beforeEach, type TestContext, test } from 'node:test';
import { watchSignOut } from '../../../src/inbox/forgetDrafts.ts';
import {
  forgetMade,
  forgetOld,
  keepDraft,
  putInOutbox,
  readDraft,
  readOutbox,
  takeDraft,
} from '../../../src/street/offline/kept.ts';
import { moveToDraft, moveToOutbox } from '../../../src/street/offline/moveToOutbox.ts';
import { newWaiting, settle } from '../../../src/street/offline/outbox.ts';
import { sendOutbox } from '../../../src/street/offline/sendOutbox.ts';
import { dropBrowser, offerBrowser, offerTab } from '../../support/browserStorage.ts';

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

const day = 24 * 3_600_000;
const draft = (key: string, firstName: string, at = Date.now()) => ({
  values: { key, firstName },
  reached: 'what',
  at,
  sent: null,
});
const sentAs = (key: string, firstName: string) => ({
  ...draft(key, firstName),
  sent: { key, firstName, consent: 'yes' },
});
const names = () => readOutbox('me').map(({ firstName, state }) => `${firstName} ${state}`);

test('a draft of another tab is taken over under a key of its own, and both are passed on', () => {
  keepDraft('me', 'link', draft('key-of-one', 'Sam'));
  const one = offerTab();
  const taken = takeDraft('me', 'link');
  assert.equal(taken?.values.firstName, 'Sam');
  assert.notEqual(taken?.values.key, 'key-of-one');
  // In its own tab it stays as it is.
  assert.deepEqual(takeDraft('me', 'link'), taken);
  const other = offerTab(one);
  assert.equal(takeDraft('me', 'link')?.values.key, 'key-of-one');
  keepDraft('me', 'link', sentAs('key-of-one', 'Bo'));
  assert.equal(moveToOutbox('me', 'link'), true);
  offerTab(other);
  keepDraft('me', 'link', sentAs(String(taken?.values.key), 'Sam'));
  assert.equal(moveToOutbox('me', 'link'), true);
  assert.deepEqual(names().sort(), ['Bo waiting', 'Sam waiting']);
});

test('what waits is not put aside by another under its key, and the same once more is that one', () => {
  for (const firstName of ['Sam', 'Sam', 'Bo']) {
    keepDraft('me', 'link', sentAs('same-key', firstName));
    assert.equal(moveToOutbox('me', 'link'), true);
    assert.equal(readDraft('me', 'link'), null);
  }
  assert.deepEqual(names().sort(), ['Bo waiting', 'Sam waiting']);
  // A tab that was opened twice types on under a key that waits.
  keepDraft('me', 'link', draft('same-key', 'Noa'));
  assert.notEqual(takeDraft('me', 'link')?.values.key, 'same-key');
});

test('what came under a key that made another one is passed on under a new key, once somebody looked', () => {
  const over = settle(
    newWaiting({ key: 'used', who: 'me', way: 'link' }, { firstName: 'Sam' }, 1),
    { state: 'over' },
    2,
  );
  putInOutbox(over);
  moveToDraft(over);
  const mended = readDraft('me', 'link');
  assert.deepEqual([names(), mended?.values.firstName], [[], 'Sam']);
  assert.notEqual(mended?.values.key, 'used');
});

test('of what was made its own draft goes, and one that is half typed stays', () => {
  keepDraft('me', 'samen', draft('made', 'Sam'));
  keepDraft('me', 'link', draft('half', 'Bo'));
  forgetMade('me', 'made');
  assert.equal(readDraft('me', 'samen'), null);
  assert.equal(readDraft('me', 'link')?.values.firstName, 'Bo');
  assert.deepEqual(Object.keys(sessionStorage), ['doorstart-concept-verwijzing-me-link']);
});

test('a draft is kept over a weekend, and no longer', () => {
  keepDraft('me', 'samen', draft('young', 'Sam', Date.now() - 2 * day));
  keepDraft('me', 'link', draft('old', 'Bo', Date.now() - 4 * day));
  assert.equal(readDraft('me', 'samen')?.values.firstName, 'Sam');
  assert.equal(readDraft('me', 'link'), null);
  forgetOld('me');
  assert.deepEqual(Object.keys(localStorage), ['doorstart-concept-verwijzing-me-samen-young']);
  assert.deepEqual(Object.keys(sessionStorage), ['doorstart-concept-verwijzing-me-samen']);
});

/** A page as far as signing out looks at it. */
function open(t: TestContext, { search = '', has = [] as readonly string[] }) {
  const reload = t.mock.fn();
  const listeners: ((event: { key: string }) => void)[] = [];
  Object.assign(globalThis, {
    location: { search, reload },
    document: { querySelector: (asked: string) => (has.some((one) => asked.includes(one)) ? {} : null) },
    addEventListener: (_: string, listener: (event: { key: string }) => void) => listeners.push(listener),
  });
  watchSignOut();
  return {
    reload,
    say() {
      for (const listener of listeners) listener({ key: 'doorstart-uitgelogd' });
    },
  };
}

for (const [name, page] of [
  ['the door', { search: '?signed-out=here' }],
  ['the page that goes on to the provider', { has: ['data-session-over'] }],
] as const) {
  test(`after signing out ${name} forgets what was typed, and no page that still stands keeps it anew`, (t) => {
    keepDraft('me', 'link', draft('one', 'Sam'));
    put('waits', 1);
    open(t, page);
    const drafts = () =>
      Object.keys({ ...localStorage, ...sessionStorage }).filter((key) => key.includes('concept'));
    assert.deepEqual(drafts(), []);
    assert.equal(keepDraft('me', 'link', draft('one', 'Sam')), false);
    assert.equal(put('waits', 1), false);
    assert.deepEqual(drafts(), []);
  });
}

test('a page of another tab loads anew after signing out', (t) => {
  const other = open(t, {});
  other.say();
  assert.equal(other.reload.mock.callCount(), 1);
  const door = open(t, { has: ['staff-door'] });
  door.say();
  assert.equal(door.reload.mock.callCount(), 0);
});

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { dropRefused } from '../../../src/chat/client/storage.ts';
import { draftKey, unsentIn, unsentStore } from '../../../src/inbox/unsent.ts';

const entry = { clientId: 'c', body: 'hoi', at: 1, state: 'waiting' } as const;

/** What a tab holds, as far as it is asked here. */
function offerStorage(held: Record<string, string>) {
  const methods = {
    getItem: (key: string) => held[key] ?? null,
    setItem: (key: string, value: string) => {
      held[key] = value;
    },
    removeItem: (key: string) => Reflect.deleteProperty(held, key),
  };
  Object.assign(globalThis, { sessionStorage: Object.setPrototypeOf(held, methods) });
}

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'sessionStorage');
  dropRefused();
});

test('what a casemanager did not send yet is found again, and nobody else finds it', () => {
  offerStorage({});
  unsentStore('noor', 'a').write([entry]);
  assert.deepEqual(unsentIn('noor'), ['a']);
  assert.deepEqual(unsentIn('daan'), []);
  assert.deepEqual(unsentStore('noor', 'a').read(), [entry]);
  assert.deepEqual(unsentStore('daan', 'a').read(), []);
  unsentStore('noor', 'a').write([]);
  assert.deepEqual(unsentIn('noor'), []);
});

test('so is what a tab of before an update of the site holds', () => {
  offerStorage({ 'doorstart-inbox-noor-a': JSON.stringify([entry, null]) });
  assert.deepEqual(unsentStore('noor', 'a').read(), [entry]);
});

test('what is broken in there counts as nothing', () => {
  for (const broken of ['{', 'null', '7', '{"a":1}', '[null,7,{"clientId":1}]', '{"entries":7}']) {
    offerStorage({ 'doorstart-inbox-noor-a': broken });
    assert.deepEqual(unsentStore('noor', 'a').read(), [], broken);
  }
});

test('where storage is refused it is there as long as the page', () => {
  unsentStore('noor', 'a').write([entry]);
  assert.deepEqual(unsentIn('noor'), ['a']);
  assert.deepEqual(unsentStore('noor', 'a').read(), [entry]);
});

test('each field of a conversation has a draft of its own, of one casemanager', () => {
  const keys = [draftKey('noor', 'a'), draftKey('noor', 'a', 'notitie'), draftKey('daan', 'a')];
  assert.deepEqual(keys, [
    'doorstart-concept-noor-a',
    'doorstart-concept-noor-a-notitie',
    'doorstart-concept-daan-a',
  ]);
});

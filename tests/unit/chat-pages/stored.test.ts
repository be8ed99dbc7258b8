import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { newId, newStartKey } from '../../../src/chat/client/newId.ts';
import { isStored, keys } from '../../../src/chat/client/storage.ts';
import {
  entryStore,
  forgetConversation,
  recall,
  recallToken,
  store,
  storeToken,
} from '../../../src/chat/client/stored.ts';

/** What a browser offers, as far as it is asked here. */
function offerStorage(): Map<string, string> {
  const kept = new Map<string, string>();
  const sessionStorage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name),
  };
  Object.assign(globalThis, { sessionStorage });
  return kept;
}

afterEach(() => Reflect.deleteProperty(globalThis, 'sessionStorage'));
const entry = { clientId: newId(), body: 'hoi', at: 1, state: 'waiting' } as const;

describe('what a tab keeps of a chat', () => {
  test('comes back, and the token is kept as the beacon of "Snel weg" sends it', () => {
    const kept = offerStorage();
    storeToken('abc');
    entryStore.write([entry]);
    assert.equal(kept.get('doorstart-chat'), '{"token":"abc"}');
    assert.equal(recallToken(), 'abc');
    assert.deepEqual(entryStore.read(), [entry]);
  });

  test('goes when the conversation does, but for what was never sent and whether the panel is open', () => {
    const kept = offerStorage();
    storeToken('abc');
    store('panel', 'open');
    store('draft', 'half');
    const late = { ...entry, clientId: newId(), body: 'te laat', state: 'refused' } as const;
    entryStore.write([{ ...entry, clientId: newId(), body: 'al verstuurd', state: 'sent' }, entry, late]);
    assert.equal(forgetConversation(), 'hoi\n\nte laat\n\nhalf');
    assert.equal(recall('draft'), 'hoi\n\nte laat\n\nhalf');
    store('draft', null);
    assert.deepEqual([...kept], [['doorstart-chat-panel', 'open']]);
  });

  test('an empty outbox or draft leaves nothing behind', () => {
    const kept = offerStorage();
    entryStore.write([]);
    store('draft', '');
    assert.equal(kept.size, 0);
  });

  test('what is broken or foreign in there counts as nothing', () => {
    const kept = offerStorage();
    const whole = JSON.stringify(entry);
    const entries = `{"entries":[null,7,{"clientId":1},${whole.replace('"waiting"', '"later"')},${whole.replace('"at":1', '"at":"1"')}]}`;
    for (const broken of ['', '{', 'null', '7', '[]', '{"token":7}', '{"entries":{}}', entries]) {
      kept.set('doorstart-chat', broken);
      kept.set('doorstart-chat-outbox', broken);
      assert.equal(recallToken(), null, broken);
      assert.deepEqual(entryStore.read(), [], broken);
    }
  });

  test('what was typed outlives an error that this page does not know', () => {
    const kept = offerStorage();
    const refused = { ...entry, state: 'refused', error: 'later' };
    kept.set(
      'doorstart-chat-outbox',
      JSON.stringify({ entries: [refused, { ...refused, error: 'closed' }] }),
    );
    const [first, second] = entryStore.read();
    assert.deepEqual([first?.body, first?.error], ['hoi', undefined]);
    assert.equal(second?.error, 'closed');
  });

  test('a browser that keeps nothing is no trouble as long as the page stays', () => {
    // No storage at all: every use of it throws.
    storeToken('abc');
    entryStore.write([entry]);
    assert.equal(recallToken(), 'abc');
    assert.deepEqual(keys('doorstart-chat-o'), ['doorstart-chat-outbox']);
    assert.deepEqual(entryStore.read(), [entry]);
    assert.equal(isStored(), false);
    assert.equal(forgetConversation(), 'hoi');
    store('draft', null);
    assert.equal(recallToken(), null);
    assert.equal(recall('panel'), null);
    assert.deepEqual(entryStore.read(), []);
    assert.equal(isStored(), true);
  });

  test('what a full browser refuses is there as long as the page stays, instead of what was kept before', () => {
    const kept = offerStorage();
    store('draft', 'kort');
    const { setItem } = globalThis.sessionStorage;
    globalThis.sessionStorage.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    store('draft', 'een lang verhaal');
    assert.equal(recall('draft'), 'een lang verhaal');
    assert.equal(isStored(), false);
    globalThis.sessionStorage.setItem = setItem;
    store('draft', 'weer kort');
    assert.equal(isStored(), true);
    assert.deepEqual([...kept.values()], ['weer kort']);
  });
});

test('ids are UUIDs of version 4, keys are long enough for a start, and none comes twice', () => {
  const ids = Array.from({ length: 100 }, newId);
  for (const id of ids)
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(new Set(ids).size, 100);
  assert.match(newStartKey(), /^[\w-]{32,64}$/);
});

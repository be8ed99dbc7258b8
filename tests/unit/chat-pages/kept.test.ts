import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import {
  forgetConversation,
  keep,
  keepToken,
  recall,
  recallToken,
  tabKeeper,
} from '../../../src/chat/kept.ts';
import { newId, newStartKey } from '../../../src/chat/newId.ts';

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
    keepToken('abc');
    tabKeeper.write([entry]);
    assert.equal(kept.get('doorstart-chat'), '{"token":"abc"}');
    assert.equal(recallToken(), 'abc');
    assert.deepEqual(tabKeeper.read(), [entry]);
  });

  test('goes when the conversation does, but for whether the panel is open', () => {
    const kept = offerStorage();
    keepToken('abc');
    keep('panel', 'open');
    keep('draft', 'half');
    tabKeeper.write([entry]);
    forgetConversation();
    assert.deepEqual([...kept], [['doorstart-chat-panel', 'open']]);
  });

  test('an empty outbox or draft leaves nothing behind', () => {
    const kept = offerStorage();
    tabKeeper.write([]);
    keep('draft', '');
    assert.equal(kept.size, 0);
  });

  test('what is broken or foreign in there counts as nothing', () => {
    const kept = offerStorage();
    for (const broken of ['', '{', 'null', '7', '[]', '{"token":7}', '{"entries":[null,7,{"clientId":1}]}']) {
      kept.set('doorstart-chat', broken);
      kept.set('doorstart-chat-outbox', broken);
      assert.equal(recallToken(), null, broken);
      assert.deepEqual(tabKeeper.read(), [], broken);
    }
  });

  test('a browser that keeps nothing is no trouble', () => {
    // No storage at all: every use of it throws.
    keepToken('abc');
    tabKeeper.write([entry]);
    forgetConversation();
    assert.equal(recallToken(), null);
    assert.equal(recall('panel'), null);
    assert.deepEqual(tabKeeper.read(), []);
  });
});

test('ids are UUIDs of version 4, keys are long enough for a start, and none comes twice', () => {
  const ids = Array.from({ length: 100 }, newId);
  for (const id of ids)
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(new Set(ids).size, 100);
  assert.match(newStartKey(), /^[\w-]{32,64}$/);
});

import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import {
  forgetConversation,
  isKept,
  keep,
  keepToken,
  recall,
  recallToken,
  tabKeeper,
} from '../../../src/chat/client/kept.ts';
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

  test('goes when the conversation does, but for what was never sent and whether the panel is open', () => {
    const kept = offerStorage();
    keepToken('abc');
    keep('panel', 'open');
    keep('draft', 'half');
    const late = { ...entry, clientId: newId(), body: 'te laat', state: 'refused' } as const;
    tabKeeper.write([{ ...entry, clientId: newId(), body: 'al verstuurd', state: 'sent' }, entry, late]);
    assert.equal(forgetConversation(), 'hoi\n\nte laat\n\nhalf');
    assert.equal(recall('draft'), 'hoi\n\nte laat\n\nhalf');
    keep('draft', null);
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

  test('a browser that keeps nothing is no trouble as long as the page stays', () => {
    // No storage at all: every use of it throws.
    keepToken('abc');
    tabKeeper.write([entry]);
    assert.equal(recallToken(), 'abc');
    assert.deepEqual(tabKeeper.read(), [entry]);
    assert.equal(isKept(), false);
    assert.equal(forgetConversation(), 'hoi');
    keep('draft', null);
    assert.equal(recallToken(), null);
    assert.equal(recall('panel'), null);
    assert.deepEqual(tabKeeper.read(), []);
    assert.equal(isKept(), true);
  });

  test('what a full browser refuses is there as long as the page stays, instead of what was kept before', () => {
    const kept = offerStorage();
    keep('draft', 'kort');
    const { setItem } = globalThis.sessionStorage;
    globalThis.sessionStorage.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    keep('draft', 'een lang verhaal');
    assert.equal(recall('draft'), 'een lang verhaal');
    assert.equal(isKept(), false);
    globalThis.sessionStorage.setItem = setItem;
    keep('draft', 'weer kort');
    assert.equal(isKept(), true);
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

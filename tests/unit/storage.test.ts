import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { storageKeys, tabStorage } from '#ui/storage.ts';

const stub = (value: unknown) =>
  Object.defineProperty(globalThis, 'sessionStorage', { configurable: true, ...Object(value) });

afterEach(() => Reflect.deleteProperty(globalThis, 'sessionStorage'));

describe('what a browser keeps', () => {
  test('is read, written, listed and forgotten', () => {
    const kept: Record<string, string> = {};
    const methods = {
      getItem: (key: string) => kept[key] ?? null,
      setItem: (key: string, value: string) => {
        kept[key] = value;
      },
      removeItem: (key: string) => Reflect.deleteProperty(kept, key),
      clear: () => {
        for (const key of Object.keys(kept)) delete kept[key];
      },
    };
    // The names are properties of it, the methods are not.
    stub({ get: () => Object.setPrototypeOf(kept, methods) });
    assert.equal(tabStorage.write('a-1', 'one'), true);
    assert.equal(tabStorage.write('b-1', 'two'), true);
    assert.equal(tabStorage.read('a-1'), 'one');
    assert.equal(tabStorage.read('c'), null);
    assert.deepEqual(tabStorage.keys('a-'), ['a-1']);
    assert.equal(tabStorage.write('a-1', ''), true);
    assert.equal(tabStorage.read('a-1'), null);
    assert.equal(tabStorage.write('b-1', null), true);
    assert.deepEqual(tabStorage.keys(''), []);
    tabStorage.write('a-2', 'three');
    tabStorage.clear();
    assert.equal(tabStorage.read('a-2'), null);
  });

  test('is nothing where the browser refuses: no call throws, and a write says so', () => {
    const refuse = () => {
      throw new DOMException('refused', 'SecurityError');
    };
    const full = { getItem: () => null, setItem: refuse, removeItem: refuse, clear: refuse };
    for (const descriptor of [{ get: refuse }, { value: full }, {}]) {
      stub(descriptor);
      assert.equal(tabStorage.read('a'), null);
      assert.equal(tabStorage.write('a', 'one'), false);
      assert.equal(tabStorage.write('a', null), false);
      assert.deepEqual(tabStorage.keys('a'), []);
      tabStorage.clear();
    }
  });

  test('has one name each', () => {
    const names = Object.values(storageKeys);
    assert.equal(new Set(names).size, names.length);
  });
});

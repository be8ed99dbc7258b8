import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { workerHeaders } from '#server/http/worker.ts';

// The service worker of /medewerker, run as a browser runs it.

const source = readFileSync(new URL('../../../public/medewerker/worker.js', import.meta.url), 'utf8');

function started({ windows = 0 } = {}) {
  const listeners = new Map<string, (event: object) => void>();
  const did: unknown[][] = [];
  const one = {
    focus: async () => did.push(['focus']),
    navigate: async (path: string) => did.push(['navigate', path]),
  };
  const scope = {
    addEventListener: (name: string, listener: (event: object) => void) => listeners.set(name, listener),
    skipWaiting: () => did.push(['skip']),
    registration: {
      showNotification: async (text: string, { tag, data }: { tag: string; data: string }) =>
        did.push(['show', text, tag, data]),
    },
    clients: {
      claim: async () => did.push(['claim']),
      matchAll: async () => Array.from({ length: windows }, () => one),
      openWindow: async (path: string) => did.push(['open', path]),
    },
  };
  runInContext(source, createContext(scope));
  return {
    did,
    async say(name: string, event: object = {}) {
      let work: unknown;
      listeners.get(name)?.({
        ...event,
        waitUntil: (promise: unknown) => {
          work = promise;
        },
      });
      await work;
    },
    hears: [...listeners.keys()],
  };
}

test('it shows what it is told, one of a kind at a time', async () => {
  const { did, say } = started();
  const message = { text: 'Er wacht een chat.', path: '/medewerker/chat', tag: 'doorstart-chat' };
  await say('push', { data: { json: () => message } });
  assert.deepEqual(did, [['show', message.text, message.tag, message.path]]);
});

test('a press opens the page that it is about, in a window that is open or in a new one', async () => {
  let closed = 0;
  const notification = { close: () => (closed += 1), data: '/medewerker/chat' };
  const some = started({ windows: 2 });
  await some.say('notificationclick', { notification });
  assert.deepEqual(some.did, [['focus'], ['navigate', '/medewerker/chat']]);
  const none = started();
  await none.say('notificationclick', { notification });
  assert.deepEqual(none.did, [['open', '/medewerker/chat']]);
  assert.equal(closed, 2);
});

test('it stands between no page and the network, keeps nothing, and is for the workplace alone', () => {
  assert.deepEqual(started().hears, ['install', 'activate', 'push', 'notificationclick']);
  assert.doesNotMatch(source, /caches|fetch\(|indexedDB/);
  assert.equal(workerHeaders('/medewerker/worker.js')['Service-Worker-Allowed'], '/medewerker');
});

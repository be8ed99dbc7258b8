import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { z } from 'zod';
import { workerHeaders } from '#server/http/worker.ts';

// The service worker of who brings jongeren, run as a browser runs it: what it answers, and what it leaves alone.

const root = new URL('../../../', import.meta.url);
const workerPath = '/jongerenwerk/worker.js';
const source = readFileSync(new URL(`public${workerPath}`, root), 'utf8');

interface Asked {
  mode: string;
  destination: string;
  url: string;
}

/** A worker with a line or without one, and with one page and one script in its cache. */
function started({ hasLine }: { hasLine: boolean }) {
  const listeners = new Map<string, (event: object) => void>();
  const did: string[] = [];
  const kept = new Map([
    ['/jongerenwerk/zonder-verbinding', 'the page'],
    ['https://x.nl/_astro/a.js', 'a script'],
  ]);
  const scope = {
    addEventListener: (name: string, listener: (event: object) => void) => listeners.set(name, listener),
    skipWaiting: () => did.push('skip'),
    clients: { claim: async () => did.push('claim') },
    caches: { open: async () => ({ match: async (address: string) => kept.get(address) }) },
    fetch: async () => {
      if (!hasLine) throw new TypeError('no line');
      return 'the network';
    },
  };
  runInContext(source, createContext(scope));
  const say = (name: string, event: object = {}) => listeners.get(name)?.(event);
  /** What it answers; undefined when it leaves that to the browser. */
  async function answer(request: Asked): Promise<unknown> {
    let answered: unknown;
    say('fetch', {
      request,
      respondWith: (response: unknown) => {
        answered = response;
      },
    });
    return answered;
  }
  return { answer, say, did };
}

const page = (url: string): Asked => ({ mode: 'navigate', destination: 'document', url });
const script = (url: string): Asked => ({ mode: 'no-cors', destination: 'script', url });

test('with a line all comes from the network, whatever was kept', async () => {
  const { answer } = started({ hasLine: true });
  assert.equal(await answer(page('https://x.nl/jongerenwerk')), 'the network');
  assert.equal(await answer(script('https://x.nl/_astro/a.js')), 'the network');
});

test('without a line it shows the one page for every address, with the files of that', async () => {
  const { answer } = started({ hasLine: false });
  assert.equal(await answer(page('https://x.nl/jongerenwerk/nieuw/samen')), 'the page');
  assert.equal(await answer(script('https://x.nl/_astro/a.js')), 'a script');
  await assert.rejects(async () => answer(script('https://x.nl/_astro/other.js')), /no line/);
});

test('what a page asks for itself it never answers', async () => {
  for (const hasLine of [true, false])
    assert.equal(
      await started({ hasLine }).answer({
        mode: 'cors',
        destination: '',
        url: 'https://x.nl/jongerenwerk/bekend',
      }),
      undefined,
    );
});

test('a new one takes over at once, and none writes into a cache', async () => {
  const { say, did } = started({ hasLine: true });
  say('install');
  say('activate', { waitUntil: () => {} });
  assert.deepEqual(did, ['skip', 'claim']);
  assert.doesNotMatch(source, /\.(put|add|addAll)\(/);
});

test('it may stand before one part alone and ask our server alone, and is never kept', () => {
  assert.deepEqual(workerHeaders(workerPath), {
    'Cache-Control': 'no-cache',
    'Content-Security-Policy': "default-src 'none'; connect-src 'self'",
    'Service-Worker-Allowed': '/jongerenwerk',
  });
});

test('the app that can be installed is that part', () => {
  const text = readFileSync(new URL('public/jongerenwerk/app.webmanifest', root), 'utf8');
  const { scope, start_url } = z.object({ scope: z.string(), start_url: z.string() }).parse(JSON.parse(text));
  assert.deepEqual([scope, start_url], ['/jongerenwerk', '/jongerenwerk']);
});

test('only the list of who brings jongeren registers it: the pages of a jongere stay without', () => {
  const files = globSync('src/**/*.{ts,tsx,astro}', { cwd: root });
  const naming = (word: RegExp) =>
    files.filter((file) => word.test(readFileSync(new URL(file, root), 'utf8'))).toSorted();
  assert.deepEqual(naming(/serviceWorker\.register/), [
    'src/notices/subscription.ts',
    'src/street/offline/keepApp.ts',
  ]);
  assert.deepEqual(naming(/from '.*\/(subscription|wake-device)\.ts'|import '.*\/wake-device\.ts'/), [
    'src/inbox/on-every-page.ts',
    'src/notices/offer-notices.ts',
    'src/notices/own-notices.ts',
    'src/notices/wake-device.ts',
  ]);
  assert.deepEqual(naming(/\/keepApp\.ts'/), ['src/street/on-street.ts']);
  assert.deepEqual(naming(/\/on-street\.ts/), ['src/pages/jongerenwerk/index.astro']);
  assert.deepEqual(naming(/app\.webmanifest/), ['src/layouts/Staff.astro']);
});

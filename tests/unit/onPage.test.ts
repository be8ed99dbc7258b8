import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onPage } from '#ui/work/onPage.ts';

// A page of the workplace takes the place of another: what a script of it does, and when.

test('what takes room on a page is there before it is seen; the rest once its scripts ran; each once, until it is left', () => {
  const page = new EventTarget();
  Object.defineProperty(globalThis, 'document', { value: page, configurable: true });
  const done: string[] = [];
  onPage(
    () => {
      done.push('pill');
      return () => done.push('pill ends');
    },
    { atSwap: true },
  );
  onPage(() => done.push('rest'));
  for (const event of ['before-swap', 'after-swap', 'seen', 'page-load']) {
    if (event === 'seen') done.push('seen');
    page.dispatchEvent(new Event(`astro:${event}`));
  }
  assert.deepEqual(done, ['pill', 'rest', 'pill ends', 'pill', 'seen', 'rest']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { texts } from '../../src/content/texts.ts';

test('a text is given in Dutch when no language is asked for', () => {
  assert.equal(texts()('site.quick-exit'), texts('nl')('site.quick-exit'));
});

test('parameters are put where the text wants them', () => {
  assert.equal(texts()('component.steps', { current: 2, total: 5 }), 'Stap 2 van 5');
});

test('a parameter that looks like a placeholder or a pattern stays as it is', () => {
  assert.equal(texts()('site.contact.call', { phone: '{phone} $& $1' }), 'Bel {phone} $& $1');
});

test('a forgotten parameter is an error that names it', () => {
  assert.throws(() => texts()('component.steps', { current: 2 }), /"total".*"component\.steps"/);
});

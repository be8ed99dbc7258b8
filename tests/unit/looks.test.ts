import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sheetOf } from '#server/looks/addresses.ts';
import { checkTheme, isSeenOn, leastForText, textOn } from '#server/looks/checkTheme.ts';
import { contrast } from '#server/looks/colours.ts';
import { groundNames, modes, readGrounds } from '#server/looks/grounds.ts';
import { themeSheet, tokensOf } from '#server/looks/themeSheet.ts';
import { themeSchema } from '#server/settings/looks.ts';

const grounds = readGrounds();
const colour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);
const plain = themeSchema.parse({});

test('contrast is that of WCAG', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21);
  assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48');
  assert.equal(contrast('#767676', '#ffffff').toFixed(2), '4.54');
});

test('the colours that ship pass, and choosing none gives no stylesheet', () => {
  const action = { light: '#0a6654', dark: '#74e0c4' };
  assert.deepEqual(checkTheme({ action, link: action, header: null }, grounds), []);
  assert.equal(themeSheet(plain, grounds), '');
  assert.equal(sheetOf(plain, grounds), null);
});

test('a colour that is not seen is refused with its number, and the one that is offered passes', () => {
  fc.assert(
    fc.property(colour, fc.constantFrom(...modes), fc.constantFrom('action', 'link'), (hex, mode, role) => {
      const chosen = { light: '#0a6654', dark: '#74e0c4', [mode]: hex };
      const [fault, ...more] = checkTheme({ ...plain, [role]: chosen }, grounds);
      assert.equal(fault === undefined, isSeenOn(grounds[mode])(hex));
      if (!fault) return;
      assert.deepEqual(more, []);
      assert.ok(fault.ratio < leastForText && fault.ratio <= contrast(hex, grounds[mode][fault.ground]));
      const { nearest } = fault;
      assert.ok(nearest !== null && isSeenOn(grounds[mode])(nearest), `${hex} ${nearest}`);
    }),
  );
});

test('whatever passes is seen everywhere, by day and by night, with what is computed from it', () => {
  const passing = colour.filter(isSeenOn(grounds.light));
  fc.assert(
    fc.property(passing, colour, (hex, head) => {
      const chosen = { light: hex, dark: null };
      const theme = { action: chosen, link: chosen, header: { light: head, dark: null } };
      for (const mode of modes) {
        const tokens = tokensOf(theme, grounds, mode);
        const pairs: [string | undefined, string | undefined][] = [
          [tokens['on-brand'], tokens.brand],
          [tokens['on-brand'], tokens['brand-deep']],
          [tokens.brand, tokens['brand-tint']],
          [tokens['brand-deep'], tokens['brand-tint']],
          [grounds[mode].ink, tokens['brand-tint']],
          [tokens['on-header'], tokens.header],
          ...groundNames.flatMap((ground): [string | undefined, string][] => [
            [tokens.brand, grounds[mode][ground]],
            [tokens.link, grounds[mode][ground]],
            [tokens['link-deep'], grounds[mode][ground]],
          ]),
        ];
        for (const [on, ground] of pairs)
          assert.ok(
            on !== undefined && ground !== undefined && contrast(on, ground) >= leastForText,
            `${mode}: ${on} on ${ground}, of ${hex} and ${head}`,
          );
      }
    }),
    { numRuns: 50 },
  );
});

test('some text can be read on any colour', () => {
  fc.assert(fc.property(colour, (hex) => contrast(textOn(hex), hex) >= leastForText));
});

test('a stylesheet is a rule by day and one by night of custom properties, and nothing else', () => {
  const css = themeSheet({ ...plain, header: { light: '#154273', dark: null } }, grounds);
  const half = String.raw`:root:root\{(?:--[a-z-]+:#[0-9a-f]{6};?)+\}`;
  assert.match(
    css,
    new RegExp(String.raw`^${half}@media screen and \(prefers-color-scheme:dark\)\{${half}\}\n$`),
  );
});

test('what is no colour is refused', () => {
  for (const wrong of ['red', '#fff', '#12345g', 'url(x)', '#0a6654;}', '']) {
    const parsed = themeSchema.safeParse({ action: { light: wrong } });
    assert.ok(!parsed.success, wrong);
  }
  assert.ok(!themeSchema.safeParse({ hero: { light: '#0a6654' } }).success);
});

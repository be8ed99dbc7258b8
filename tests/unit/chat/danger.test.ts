import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import en from '#server/chat/danger.en.json' with { type: 'json' };
import nl from '#server/chat/danger.nl.json' with { type: 'json' };
import { pointsToDanger } from '#server/chat/danger.ts';
import { anyText } from '../../support/anyText.ts';
import { alarms, harmless } from '../../support/dangerTexts.ts';

const all = [...alarms.nl, ...alarms.en];
const none = [...harmless.nl, ...harmless.en];

test('what points to danger is seen, in both languages', () => {
  for (const list of Object.values(alarms)) assert.ok(list.length >= 60);
  assert.deepEqual(
    all.filter((text) => !pointsToDanger(text)),
    [],
  );
});

test('sayings, school and words that only look alike are no alarm', () => {
  for (const list of Object.values(harmless)) assert.ok(list.length >= 60);
  assert.deepEqual(
    none.filter((text) => pointsToDanger(text)),
    [],
  );
});

test('a saying hides nothing that stands beside it', () => {
  assert.ok(pointsToDanger('ik verveel me dood maar soms wil ik echt dood'));
  assert.ok(pointsToDanger('My mum hits me. I was dying of laughter.'));
});

const spaces = fc.array(fc.constantFrom(' ', '\n', '\t', '\u00a0', '  ', '… ', ', '), {
  minLength: 8,
  maxLength: 8,
});
/** The same words as somebody else might type them. */
function typedOtherwise(text: string, between: readonly string[], shout: boolean): string {
  const spaced = text.split(' ').map((word, index) => word + (between[index % between.length] ?? ' '));
  const typed = spaced.join('').replaceAll("'", '’');
  return shout ? typed.toUpperCase() : typed;
}

test('capitals, spaces, line breaks, punctuation and another apostrophe change nothing', () => {
  fc.assert(
    fc.property(fc.constantFrom(...all), spaces, fc.boolean(), (text, between, shout) => {
      assert.ok(pointsToDanger(typedOtherwise(text, between, shout)));
    }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...none), spaces, fc.boolean(), (text, between, shout) => {
      assert.ok(!pointsToDanger(typedOtherwise(text, between, shout)));
    }),
  );
});

test('accents, drawn-out letters and what cannot be seen do not hide a word', () => {
  for (const text of [
    'suïcidaal',
    'suicidaal',
    'sui\u0308cidaal',
    'IK WIL DOOOOOD',
    'zelf\u00admoord',
    'ik wil dóód',
  ])
    assert.ok(pointsToDanger(text), text);
});

const letters = fc.stringMatching(/^[xqjßй]{1,3}$/);

test('letters before or after a word make another word of it', () => {
  const words = [
    'zelfmoord',
    'mishandeld',
    'verkracht',
    'loverboy',
    'suicide',
    'raped',
    'kidnapped',
    'bleeding',
  ];
  fc.assert(
    fc.property(fc.constantFrom(...words), letters, letters, (word, before, after) => {
      assert.ok(pointsToDanger(word));
      for (const longer of [before + word, word + after, before + word + after])
        assert.ok(!pointsToDanger(`een ${longer} hier`), longer);
    }),
  );
  for (const text of ['ik wil doodlopen', 'ik xwil dood', 'highly skilled myself'])
    assert.ok(!pointsToDanger(text), text);
});

/** Every phrase of a list, once for each word that may stand in a place of it. */
function forms(lines: readonly string[]): string[] {
  return lines
    .flatMap((line) => line.split(', '))
    .flatMap((phrase) => {
      const slots = phrase
        .replaceAll('* ', '')
        .replaceAll('~', '')
        .split(' ')
        .map((slot) => slot.split('/'));
      const first = slots.map(([word = '']) => word);
      return slots.flatMap((slot, at) => slot.map((word) => first.with(at, word).join(' ')));
    });
}

test('every phrase in the lists does what it is there for, whatever else is in them', () => {
  for (const list of [nl, en]) {
    assert.deepEqual(
      forms(list.alarms).filter((text) => !pointsToDanger(`nou ${text} dus`)),
      [],
    );
    assert.deepEqual(
      forms(list.sayings).filter((text) => pointsToDanger(text)),
      [],
    );
    const words = Object.values(list.same).flatMap((others) => others.split('/'));
    assert.equal(new Set(words).size, words.length);
  }
});

test('no text is too odd or too long for it', () => {
  fc.assert(fc.property(anyText(200), (text) => typeof pointsToDanger(text) === 'boolean'));
  assert.equal(pointsToDanger(''), false);
  const began = performance.now();
  for (const text of ['ik wil ', 'niet meer ', 'a', 'mezelf * ', '\u0300'])
    pointsToDanger(text.repeat(20_000));
  assert.ok(performance.now() - began < 2000);
});

test('it stays small, and takes nothing along into a browser but its lists', () => {
  const source = readFileSync(new URL('../../../server/chat/danger.ts', import.meta.url), 'utf8');
  const imported = [...source.matchAll(/from '([^']+)'/g)].map(([, from]) => from);
  assert.deepEqual(imported, ['./danger.en.json', './danger.nl.json']);
  assert.ok(gzipSync(JSON.stringify([nl, en]), { level: 9 }).length < 2500);
});

test('words of a gemeente come on top of the lists, and take nothing away', () => {
  const added = ['drill groep', 'Opgezet'];
  assert.ok(!pointsToDanger('ze zitten in een drill groep'));
  for (const text of ['ze zitten in een DRILL-groep!', 'hij is opgezet door zijn baas'])
    assert.ok(pointsToDanger(text, added), text);
  for (const text of ['een drill met de groep', 'opgezette dieren', ''])
    assert.ok(!pointsToDanger(text, added), text);
  const alarming = all.filter((text) => !pointsToDanger(text, added));
  assert.deepEqual(alarming, []);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { languageList } from '#server/kernel/languages.ts';
import { say } from '#server/kernel/texts/texts.ts';
import { wording } from '#server/kernel/wording.ts';
import en from '#server/notifications/templates/en.json' with { type: 'json' };
import { fillIn, type TemplateName, templateOf } from '#server/notifications/templates/templates.ts';
import { partsOf } from '#server/notifications/text/partsOf.ts';

const brief = (text: string) => {
  const { encoding, parts } = partsOf(text);
  return `${encoding} ${parts}`;
};

test('a text of small signs has room for 160 in one part and for 153 in each of more', () => {
  assert.equal(partsOf('').parts, 0);
  assert.equal(brief('a'.repeat(160)), 'gsm-7 1');
  assert.equal(brief('a'.repeat(161)), 'gsm-7 2');
  assert.equal(brief('a'.repeat(306)), 'gsm-7 2');
  assert.equal(brief('a'.repeat(307)), 'gsm-7 3');
});

test('é, è, à, ä, ö and ü are small signs; ë, ï, a curly quote and an emoji make all of it large', () => {
  assert.equal(brief('éèàäöüñÉÄÖÜ ¿ß@£'), 'gsm-7 1');
  for (const sign of ['ë', 'ï', 'á', 'ê', 'ç', '’', '…', '–', '\t', '🙂'])
    assert.deepEqual(partsOf(`Dag ${sign} dag ${sign}`).outside, [sign]);
  assert.equal(brief(`${'a'.repeat(69)}ë`), 'ucs-2 1');
  assert.equal(brief(`${'a'.repeat(70)}ë`), 'ucs-2 2');
  assert.equal(brief(`${'a'.repeat(133)}ë`), 'ucs-2 2');
  assert.equal(brief(`${'a'.repeat(134)}ë`), 'ucs-2 3');
});

test('a euro and a bracket take two, and no sign is cut by the end of a part', () => {
  assert.equal(brief('€'.repeat(80)), 'gsm-7 1');
  // 153 is odd: of pairs only 76 fit in a part.
  assert.equal(brief('€'.repeat(152)), 'gsm-7 2');
  assert.equal(brief('€'.repeat(153)), 'gsm-7 3');
  // 67 is odd too: an emoji is two units.
  assert.equal(brief('🙂'.repeat(35)), 'ucs-2 1');
  assert.equal(brief('🙂'.repeat(66)), 'ucs-2 2');
  assert.equal(brief('🙂'.repeat(67)), 'ucs-2 3');
});

test('more text never goes in fewer parts, and the parts have room for all of it', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', 'ë', '€', '[', '🙂', '\n', 'Z'), maxLength: 700 });
  fc.assert(
    fc.property(text, text, (one, two) => {
      const [first, both] = [partsOf(one), partsOf(one + two)];
      const each = both.encoding === 'gsm-7' ? 153 : 67;
      assert.ok(both.parts >= first.parts);
      assert.ok(both.parts <= 1 || both.length <= both.parts * each);
      assert.equal(both.encoding === 'gsm-7', both.outside.length === 0);
    }),
  );
});

test('our own text messages are of small signs and go in two parts at most, with the longest values', () => {
  const isName = (name: string): name is TemplateName => Object.hasOwn(en, name);
  // Staff are written to in Dutch, and get no text messages.
  const names = Object.keys(en).filter(isName);
  // A Wednesday in September, the longest day in both languages, and a long name of a site.
  const at = Date.parse('2026-09-30T10:00:00+02:00');
  const site = 'https://jongerenloket.gemeente-voorbeeldstad.nl';
  for (const language of languageList) {
    const words = wording(language);
    const day = words.day(at);
    const moment = say(language, 'mail-moment', { day, time: '10:00' });
    const url = `${site}/en/mijn-afspraak/${'x'.repeat(32)}`;
    const values = {
      day,
      time: '10:00',
      fromDay: day,
      fromTime: '10:00',
      url,
      bookUrl: `${site}/en/afspraak`,
      start: moment,
      until: moment,
      lastDay: day,
      organisation: 'Jongerenwerk Voorbeeldstad',
      name: 'Maximiliaan',
      municipality: 'Voorbeeldstad aan de Rijn',
    };
    const texts = names.flatMap((name) => templateOf(language, name).text ?? []);
    assert.ok(texts.length >= 10);
    for (const text of texts) {
      const { parts, outside } = partsOf(fillIn(text, values));
      assert.deepEqual(outside, [], text);
      assert.ok(parts <= 2, `${parts} parts: ${text}`);
    }
  }
});

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { texts } from '../../src/content/texts.ts';
import { componentsOf, linesOf } from '../support/components.ts';

// Forms of pages and of islands look the same and say the same to a screen reader: what `src/ui/solid` draws is what its twin
// in `src/ui` draws.

let components: Awaited<ReturnType<typeof componentsOf>>;
before(async () => {
  components = await componentsOf();
});
after(() => components.close());

const t = texts('nl');
const now = Date.parse('2026-11-20T10:00:00+01:00');
const locals = { lang: 'nl', ctx: { clock: { now: () => now } } };
const words = { mark: t('component.error'), optional: t('component.optional') };
const options = [
  { value: 'a', label: 'Eén' },
  { value: 'b', label: 'Twee', hint: 'Met uitleg' },
];
const error = 'Vul dit in.';
const field = { label: 'E-mail' };

/** Per twin the props of the one in Astro beside those of the one in Solid. */
const twins: Record<string, { astro: string; cases: [astro: object, solid: object][] }> = {
  Field: {
    astro: 'Field',
    cases: [
      [
        { ...field, name: 'email' },
        { ...field, id: 'email', value: '' },
      ],
      [
        {
          ...field,
          name: 'email',
          hint: 'Hint',
          error,
          value: 'x',
          short: true,
          type: 'email',
          maxlength: 9,
        },
        {
          ...field,
          id: 'email',
          hint: 'Hint',
          error,
          mark: words.mark,
          value: 'x',
          short: true,
          type: 'email',
          maxlength: 9,
        },
      ],
      [
        { ...field, name: 'tel', optional: true, autocomplete: 'tel', inputmode: 'tel' },
        { ...field, id: 'tel', value: '', optional: words.optional, autocomplete: 'tel', inputmode: 'tel' },
      ],
    ],
  },
  Select: {
    astro: 'Select',
    cases: [
      [
        { ...field, name: 'kies', options, value: 'b' },
        { ...field, id: 'kies', options, value: 'b' },
      ],
      [
        { ...field, name: 'kies', options, value: 'a', error },
        { ...field, id: 'kies', options, value: 'a', error, mark: words.mark },
      ],
    ],
  },
  Radios: {
    astro: 'RadioGroup',
    cases: [
      [
        { legend: 'Kies', name: 'kies', options },
        { legend: 'Kies', id: 'kies', options },
      ],
      [
        { legend: 'Kies', name: 'kies', options, value: 'b', hint: 'Hint', error, optional: true },
        { legend: 'Kies', id: 'kies', options, value: 'b', hint: 'Hint', error, ...words },
      ],
    ],
  },
  ErrorSummary: {
    astro: 'ErrorSummary',
    cases: [
      [
        { errors: [], title: 'Mis' },
        { errors: [], title: 'Mis', level: 2 },
      ],
      [
        { errors: [{ field: 'email', message: error }, { message: 'Nergens' }], title: 'Mis' },
        { errors: [{ field: 'email', message: error }, { message: 'Nergens' }], title: 'Mis', level: 2 },
      ],
    ],
  },
  WhenField: {
    astro: 'WhenField',
    cases: [
      [
        { ...field, kind: 'time', name: 'van', value: '09:00', hint: 'Hint' },
        { ...field, kind: 'time', id: 'van', value: '09:00', hint: 'Hint', unclear: '', today: '2026-11-20' },
      ],
      [
        { ...field, kind: 'time', name: 'van', value: 'x', error },
        {
          ...field,
          kind: 'time',
          id: 'van',
          value: 'x',
          error,
          mark: words.mark,
          unclear: '',
          today: '2026-11-20',
        },
      ],
    ],
  },
};
/** Drawn by the others. */
const parts = ['FieldHelp'];

test('every field of src/ui/solid is compared with its twin', () => {
  const files = readdirSync('src/ui/solid').map((file) => file.replace('.tsx', ''));
  assert.deepEqual(files.sort(), [...Object.keys(twins), ...parts].sort());
});

for (const [name, { astro, cases }] of Object.entries(twins)) {
  test(`${name} draws in an island what ${astro} draws in a page`, async () => {
    for (const [inPage, inIsland] of cases) {
      const page = linesOf(await components.astro(`/src/ui/${astro}.astro`, { ...inPage }, locals));
      const island = linesOf(await components.solid(`/src/ui/solid/${name}.tsx`, name, { ...inIsland }));
      assert.deepEqual(island, page);
    }
  });
}

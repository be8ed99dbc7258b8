import type { Column, FieldGroup } from './fieldKinds.ts';

const age = (path: string, text: Column['text']): Column => ({
  kind: 'number',
  path,
  text,
  unit: 'years',
  min: 0,
  max: 120,
});

/** Ages of the law and of the portal, each row with the day from which it holds. */
export const ageGroups: readonly FieldGroup[] = [
  {
    text: 'ages',
    fields: [
      {
        kind: 'rows',
        path: 'ageLimits',
        text: 'ages',
        most: 12,
        columns: [
          { kind: 'date', path: 'vanaf', text: 'age-from' },
          age('leerplichtVan', 'age-leerplicht-from'),
          age('leerplichtTot', 'age-leerplicht-until'),
          age('vervangendVan', 'age-other-from'),
          age('kwalificatieplichtTot', 'age-kwalificatieplicht'),
          age('vsvVan', 'age-vsv'),
          age('doorstroompuntVan', 'age-doorstroompunt-from'),
          age('doorstroompuntTot', 'age-doorstroompunt-until'),
          age('portaalTot', 'age-portal'),
        ],
      },
    ],
  },
];

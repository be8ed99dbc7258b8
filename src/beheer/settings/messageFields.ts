import type { FieldGroup } from './fieldKinds.ts';

/** When, how many and to whom text messages go, as a page asks for it. */
export const messageGroups = [
  {
    text: 'texts',
    fields: [
      {
        kind: 'number',
        path: 'messages/quietFromHour',
        text: 'quiet-from',
        unit: 'oclock',
        min: 18,
        max: 23,
      },
      {
        kind: 'number',
        path: 'messages/quietUntilHour',
        text: 'quiet-until',
        unit: 'oclock',
        min: 6,
        max: 10,
      },
      { kind: 'number', path: 'messages/textsPerDay', text: 'texts-per-day', unit: 'texts', min: 1, max: 10 },
      {
        kind: 'choice',
        path: 'messages/textsTo',
        text: 'texts-to',
        options: [
          { value: 'nl', text: 'texts-nl' },
          { value: 'eu', text: 'texts-eu' },
          { value: 'all', text: 'texts-all' },
        ],
      },
    ],
  },
] as const satisfies readonly FieldGroup[];

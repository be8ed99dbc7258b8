import type { FieldGroup } from './fieldKinds.ts';

/** The school holidays, as a page asks for them. */
export const holidayGroups = [
  {
    text: 'holidays',
    fields: [
      {
        kind: 'rows',
        path: 'schoolHolidays',
        text: 'holidays',
        most: 30,
        columns: [
          { kind: 'line', path: 'name', text: 'holiday-name', most: 100 },
          { kind: 'date', path: 'from', text: 'from' },
          { kind: 'date', path: 'until', text: 'until' },
        ],
      },
    ],
  },
] as const satisfies readonly FieldGroup[];

import { meldingKinds } from '#db/schema/words.ts';
import type { FieldGroup, PlainField } from './fieldKinds.ts';

const months = (path: string, text: PlainField['text'], min: number, max: number): PlainField => ({
  kind: 'number',
  path: `trajecten/${path}`,
  text,
  unit: 'months',
  min,
  max,
});

const days = (path: string, text: PlainField['text'], min: number, max: number): PlainField => ({
  kind: 'number',
  path: `trajecten/${path}`,
  text,
  unit: 'days',
  min,
  max,
});

/** Terms for what is reported, and how long it is kept, as a page asks for them. */
export const trajectenGroups: readonly FieldGroup[] = [
  {
    text: 'trajecten',
    fields: [
      days('birthdayDays', 'birthday-days', 7, 365),
      days('invitationDays', 'traject-invitation-days', 5, 60),
      days('sealedDays', 'sealed-days', 1, 30),
    ],
  },
  {
    text: 'year-plan',
    fields: [
      days('planRemindDays', 'plan-remind-days', 1, 30),
      days('planLateDays', 'plan-late-days', 1, 30),
    ],
  },
  {
    text: 'aftercare',
    fields: [
      months('aftercareMonths', 'aftercare-months', 1, 12),
      months('aftercareLaterMonths', 'aftercare-later-months', 1, 12),
    ],
  },
  {
    text: 'traject-retention',
    fields: [months('retentionMonths', 'traject-retention', 1, 240), days('listDays', 'list-days', 7, 365)],
  },
  {
    text: 'melding-retention',
    fields: [
      {
        kind: 'rows',
        path: 'trajecten/meldingMonths',
        text: 'melding-months',
        most: meldingKinds.length,
        columns: [
          {
            kind: 'choice',
            path: 'kind',
            text: 'melding-kind',
            options: [
              { value: '', text: 'melding-none' },
              ...meldingKinds.map((value) => ({ value, text: `melding-${value}` as const })),
            ],
          },
          { kind: 'number', path: 'months', text: 'melding-months', unit: 'months', min: 1, max: 240 },
        ],
      },
    ],
  },
  {
    text: 'bsn',
    nothing: 'trajecten/bsn',
    fields: [
      { kind: 'line', path: 'trajecten/bsn/ground', text: 'bsn-ground', most: 300 },
      { kind: 'date', path: 'trajecten/bsn/since', text: 'bsn-since' },
    ],
  },
];

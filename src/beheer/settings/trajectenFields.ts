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
];

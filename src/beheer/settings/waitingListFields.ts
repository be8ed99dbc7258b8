import type { FieldGroup, FieldName, PlainField } from './fieldKinds.ts';

type Unit = Extract<PlainField, { kind: 'number' }>['unit'];

const number = (name: string, text: FieldName, unit: Unit, min: number, max: number): PlainField => ({
  kind: 'number',
  path: `waitingList/${name}`,
  text,
  unit,
  min,
  max,
});

/** How a time that comes free is offered to who waits, as a page asks for it. */
export const waitingListGroups: readonly FieldGroup[] = [
  {
    text: 'waiting-list',
    fields: [
      { kind: 'yes-no', path: 'waitingList/on', text: 'waiting-on' },
      number('offerMinutes', 'offer-minutes', 'minutes', 10, 240),
      number('mostOffers', 'most-offers', 'times', 1, 10),
      number('answerByHour', 'answer-by', 'oclock', 6, 12),
      number('keptMonths', 'waiting-kept', 'months', 1, 24),
    ],
  },
];

import type { FieldError } from '#server/kernel/fieldError.ts';
import { readDate } from '#server/kernel/readDate.ts';
import { judge } from '#server/meldingen/judge.ts';
import { withPhones } from '#server/meldingen/phones.ts';
import { reportSchema } from '#server/meldingen/schema.ts';
import { readDate as readBirthDate } from '#server/startkwalificatie/date.ts';
import { fieldErrors } from '#ui/errors.ts';
import { type FormValues, optional, typed } from '#ui/form.ts';

// What the pages on which a school reports ask, and how it goes to the verb. Pure.

/** The fields of each page, in the order of the pages; the last one shows all that was said. */
export const asked = {
  pupil: ['firstName', 'infix', 'lastName', 'birthDate', 'pupilNumber', 'programme', 'residence'],
  kind: ['kind'],
  absence: ['beganOn', 'endedOn', 'hoursMissed', 'allLessons', 'reason'],
  school: ['schoolDid', 'wants', 'asks', 'asksNothing'],
  people: ['told', 'phone', 'email', 'contactName', 'contactFunction', 'contactPhone', 'contactEmail'],
  check: [],
} as const satisfies Record<string, readonly string[]>;

export type ReportStep = keyof typeof asked;
export const reportSteps = ['pupil', 'kind', 'absence', 'school', 'people', 'check'] as const;

export const reportFields = [
  ...asked.pupil,
  ...asked.kind,
  ...asked.absence,
  ...asked.school,
  ...asked.people,
] as const;
export type ReportField = (typeof reportFields)[number];
export type ReportFields = Partial<Record<ReportField, string>>;

/** What was typed, to show again whatever is wrong with it. */
export const typedFields = (values: FormValues): ReportFields =>
  Object.fromEntries(
    reportFields.flatMap((name) => {
      const value = typed(values, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** What the verb calls a field, as the page does: the last part of its path. */
export const nameOf = (field: string): string => field.split('.').at(-1) ?? field;

/** What was typed as the verb takes it; not judged yet. */
export function toInput(values: FormValues, today: string) {
  const text = (name: ReportField) => optional(values, name);
  const birthDate = readBirthDate(typed(values, 'birthDate') ?? '', today);
  const beganOn = dateOf(values, 'beganOn', today);
  const wants = typed(values, 'wants');
  const hours = text('hoursMissed');
  return {
    pupil: {
      firstName: values.firstName,
      infix: text('infix'),
      lastName: values.lastName,
      birthDate: birthDate.ok ? birthDate.date : values.birthDate,
      pupilNumber: text('pupilNumber'),
      programme: text('programme'),
      residence: text('residence'),
      phone: text('phone'),
      email: text('email'),
    },
    melding: {
      kind: values.kind,
      beganOn,
      endedOn: text('endedOn') === undefined ? undefined : dateOf(values, 'endedOn', today, beganOn),
      hoursMissed: typeof hours === 'string' ? Number(hours.replace(',', '.')) : hours,
      allLessons: values.allLessons === 'yes' || undefined,
      reason: text('reason'),
      schoolDid: text('schoolDid'),
      asks: wants === 'yes' ? text('asks') : undefined,
      asksNothing: wants === 'no' ? text('asksNothing') : undefined,
      told: text('told'),
      contactName: text('contactName'),
      contactFunction: text('contactFunction'),
      contactPhone: text('contactPhone'),
      contactEmail: text('contactEmail'),
    },
  };
}

function dateOf(values: FormValues, name: ReportField, today: string, from?: unknown): unknown {
  const begin = typeof from === 'string' ? from : undefined;
  return readDate(typed(values, name) ?? '', today, { from: begin }) ?? values[name];
}

/** All that is wrong so far, by the fields of the pages; also what a page asks and a system may leave out. */
export function faultsOf(values: FormValues, today: string): FieldError[] {
  const parsed = reportSchema.safeParse(toInput(values, today));
  const found = parsed.success
    ? [
        ...judge({ ...parsed.data.melding, birthDate: parsed.data.pupil.birthDate }, today),
        ...phoneFaults(values, today),
      ]
    : [...fieldErrors(parsed.error), ...judgedEarly(values, today)];
  const errors = found.map(({ field, message }) => ({ field: nameOf(field), message }));
  return [...errors, ...askedByPages(values)];
}

function phoneFaults(values: FormValues, today: string): FieldError[] {
  const parsed = reportSchema.safeParse(toInput(values, today));
  const read = parsed.success ? withPhones(parsed.data) : null;
  return read?.ok === false ? read.errors : [];
}

/** What can be told of one page while others are still to come. */
function judgedEarly(values: FormValues, today: string): FieldError[] {
  const { pupil, melding } = toInput(values, today);
  const { birthDate } = reportSchema.shape.pupil.pick({ birthDate: true }).safeParse(pupil).data ?? {};
  const of = reportSchema.shape.melding.shape;
  const kind = of.kind.safeParse(melding.kind).data;
  const beganOn = of.beganOn.safeParse(melding.beganOn).data;
  return judge({ birthDate, kind, beganOn, endedOn: of.endedOn.safeParse(melding.endedOn).data }, today);
}

function askedByPages(values: FormValues): FieldError[] {
  const isEmpty = (name: ReportField) => optional(values, name) === undefined;
  const wants = typed(values, 'wants');
  const errors: FieldError[] = [];
  if (wants !== 'yes' && wants !== 'no') errors.push({ field: 'wants', message: 'wants-required' });
  if (wants === 'yes' && isEmpty('asks')) errors.push({ field: 'asks', message: 'text-required' });
  if (wants === 'no' && isEmpty('asksNothing'))
    errors.push({ field: 'asksNothing', message: 'text-required' });
  if (isEmpty('told')) errors.push({ field: 'told', message: 'told-required' });
  if (isEmpty('contactName')) errors.push({ field: 'contactName', message: 'text-required' });
  return errors;
}

import type { FieldError } from '#server/kernel/fieldError.ts';
import { sayMessage } from '#server/kernel/texts/texts.ts';
import { type PageErrors, pageErrors, sayErrors } from '#ui/errors.ts';
import { type TextKey, texts } from '../content/texts.ts';

/** What a jongere is told with "je" is said otherwise to who types it for them. */
const forStaff: Readonly<Record<string, TextKey>> = {
  'name-required': 'desk.error.name-required',
  'name-too-long': 'desk.error.name-too-long',
  'age-group-required': 'desk.error.age-group-required',
  'phone-not-personal': 'desk.error.phone-not-personal',
  'phone-needed-for-call': 'desk.error.phone-needed-for-call',
  'reach-by-needs-email': 'desk.error.reach-by-needs-email',
  'reach-by-needs-phone': 'desk.error.reach-by-needs-phone',
  'start-invalid': 'desk.error.start-required',
  'modality-unknown': 'desk.error.start-again',
  'note-too-long': 'desk.error.note-too-long',
  'interpreter-required': 'desk.error.interpreter-required',
  'from-invalid': 'desk.error.from-invalid',
  'choice-gone': 'desk.error.choice-gone',
};

/** The fields of a verb under their names on the page. */
const names: Readonly<Record<string, string>> = {
  modality: 'start',
  location: 'start',
  casemanager: 'who',
  'contact.phone': 'phone',
  'contact.email': 'email',
};
const fields = [
  'topic',
  'manner',
  'who',
  'from',
  'start',
  'name',
  'ageGroup',
  'phone',
  'visitAddress',
  'email',
  'reachBy',
  'messages',
  'interpreter',
];

/** A message of a verb or a schema, in words for who types for a jongere. */
export function sayToStaff(message: string): string {
  const key = forStaff[message];
  return key ? texts('nl')(key) : sayMessage('nl', message);
}

/** What is wrong with the form at the desk, in words for staff and in the order of the page. */
export function deskErrors(errors: readonly FieldError[]): PageErrors {
  return pageErrors(sayErrors(errors, { fields, names, say: sayToStaff }));
}

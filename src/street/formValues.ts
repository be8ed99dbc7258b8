// What stands in a form of a referral, read and put back. Runs in a browser.

type FieldElement = HTMLInputElement | HTMLTextAreaElement;

/** Of one screen or one answer alone, and what is agreed to once: not kept with what was typed. */
const notKept = [
  'formuliersleutel',
  'step',
  'back',
  'action',
  'start',
  'visitAddress',
  'more',
  'consent',
  'consentVersion',
  'reached',
];

const fieldsOf = (form: HTMLFormElement): FieldElement[] =>
  [...form.elements].filter(
    (element): element is FieldElement =>
      (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) &&
      element.name !== '' &&
      !notKept.includes(element.name),
  );

/** What is kept, by name: a radio button or a box that is not chosen is an empty text. */
export function valuesOf(form: HTMLFormElement): Record<string, string> {
  const values: Record<string, string> = {};
  for (const field of fieldsOf(form)) {
    values[field.name] ??= '';
    if (isChosen(field)) values[field.name] = field.value;
  }
  return values;
}

/** All that the form would send, but what it sends of itself. */
export const sentOf = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries(
    [...new FormData(form)].flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' && !['formuliersleutel', 'back', 'action', 'more'].includes(name)
        ? [[name, value]]
        : [],
    ),
  );

export function putBack(form: HTMLFormElement, values: Readonly<Record<string, string>>): void {
  for (const field of fieldsOf(form)) {
    const value = values[field.name];
    if (value === undefined) continue;
    if (isTickable(field)) field.checked = field.value === value;
    else field.value = value;
  }
}

const isTickable = (field: FieldElement): field is HTMLInputElement =>
  field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox');
const isChosen = (field: FieldElement) => !isTickable(field) || field.checked;

import { storageKeys, tabStorage } from '#ui/storage.ts';
import { onPage } from '#ui/work/onPage.ts';
import { furthest, readKept, withScreen } from './keptReferral.ts';

// What somebody types about a jongere is kept in this tab until it was sent: after going back, after a line that dropped,
// and after signing in again. Who signs out loses it: it is a draft.

/** Of one screen or one answer alone, and what is agreed to once. */
const notKept = [
  'formuliersleutel',
  'step',
  'back',
  'action',
  'start',
  'more',
  'consent',
  'consentVersion',
  'reached',
];

function keepForm(form: HTMLFormElement): void {
  const { referral: who = '', way = '', steps = '' } = form.dataset;
  const name = `${storageKeys.referralDraft}${who}-${way}`;
  const kept = readKept(tabStorage.read(name));
  // A fresh page gets back what was typed before, with the way on. So does one of the same referral that Back led to, which
  // was made before later screens were typed.
  const isFresh = !new URLSearchParams(location.search).has('form');
  const reached = form.querySelector<HTMLInputElement>('[name="reached"]');
  const isSame = kept?.values.key === valuesOf(form).key;
  if (kept && (isFresh || isSame)) {
    for (const field of fieldsOf(form)) putBack(field, kept.values[field.name]);
    if (reached) reached.value = furthest(steps.split(' '), reached.value, kept.reached);
    if (isFresh) form.querySelector('[data-kept]')?.removeAttribute('hidden');
  }
  const keep = () => {
    tabStorage.write(name, JSON.stringify(withScreen(kept, valuesOf(form), reached?.value ?? '')));
  };
  if (!isFresh) keep();
  form.addEventListener('input', keep);
  form.addEventListener('submit', keep);
  form.querySelector('[data-forget]')?.addEventListener('click', () => {
    tabStorage.write(name, null);
    location.assign(location.pathname);
  });
  form.querySelector('[data-resume]')?.addEventListener('click', () => resume(form));
}

type FieldElement = HTMLInputElement | HTMLTextAreaElement;

const fieldsOf = (form: HTMLFormElement): FieldElement[] =>
  [...form.elements].filter(
    (element): element is FieldElement =>
      (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) &&
      element.name !== '' &&
      !notKept.includes(element.name),
  );

/** By name: a radio button or a box that is not chosen is an empty text. */
function valuesOf(form: HTMLFormElement): Record<string, string> {
  const values: Record<string, string> = {};
  for (const field of fieldsOf(form)) {
    values[field.name] ??= '';
    if (isChosen(field)) values[field.name] = field.value;
  }
  return values;
}

const isTickable = (field: FieldElement): field is HTMLInputElement =>
  field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox');
const isChosen = (field: FieldElement) => !isTickable(field) || field.checked;

function putBack(field: FieldElement, value: string | undefined): void {
  if (value === undefined) return;
  if (isTickable(field)) field.checked = field.value === value;
  else field.value = value;
}

/** Sends what is there, to go on where somebody was. */
function resume(form: HTMLFormElement): void {
  const action = document.createElement('input');
  Object.assign(action, { type: 'hidden', name: 'action', value: 'resume' });
  form.append(action);
  form.requestSubmit();
}

// Last: it runs at once, and needs all of the above.
onPage(() => {
  const form = document.querySelector<HTMLFormElement>('[data-referral]');
  if (form) keepForm(form);
  for (const made of document.querySelectorAll<HTMLElement>('[data-referral-made]'))
    for (const key of tabStorage.keys(`${storageKeys.referralDraft}${made.dataset.referralMade}`))
      tabStorage.write(key, null);
});

import { fill } from '#server/kernel/texts/fill.ts';
import { ageOf, type Known, type KnownTime, timesOf } from './known.ts';
import { isRecord, isText, parse } from './outbox.ts';

// What is known from before, on the screens of a referral without a line.

type Values = Readonly<Record<string, string>>;

/** What will be passed on, read back from the screens, and the sentence that is agreed to in the language of the jongere. */
export function drawConsent(form: HTMLFormElement, known: Known, values: Values): void {
  const language = values.language === 'en' ? 'en' : 'nl';
  const { text, version } = known.consent[language];
  const sentence = form.querySelector<HTMLElement>('[data-consent]');
  if (sentence) {
    sentence.textContent = text;
    sentence.lang = language;
  }
  const field = form.querySelector<HTMLInputElement>('[name="consentVersion"]');
  const box = form.querySelector<HTMLInputElement>('[name="consent"]');
  // Of another sentence than the one that was agreed to nothing counts.
  if (box && field && field.value !== version) box.checked = false;
  if (field) field.value = version;
  const agrees = form.querySelector<HTMLElement>('[data-agrees]');
  const label = agrees?.querySelector('.choice__label');
  if (agrees && label)
    label.textContent = fill(agrees.dataset.agrees ?? '', { name: values.firstName ?? '' });
  const back = form.querySelector('[data-read-back]');
  back?.replaceChildren(...readBack(form).flatMap((row) => rowOf(form, row)));
}

/** The questions that were answered, in their own words. What is asked only of who says yes counts when they did. */
function readBack(form: HTMLFormElement): { term: string; value: string }[] {
  const asked = ['who', 'what', 'needs'].flatMap((step) => [
    ...form.querySelectorAll<HTMLElement>(
      `[data-step="${step}"] .field, [data-step="${step}"] fieldset, [data-step="${step}"] div.choices`,
    ),
  ]);
  return asked.flatMap((part) => {
    const more = part.closest('.of-yes__part')?.parentElement;
    if (more && !more.querySelector<HTMLInputElement>('.choice__input')?.checked) return [];
    const typed = part.querySelector<HTMLInputElement | HTMLTextAreaElement>(
      ':scope > input, :scope > textarea',
    );
    if (typed) {
      const value = typed.value.trim();
      return value === '' ? [] : [{ term: labelIn(part, 'label'), value }];
    }
    const chosen = part.querySelector<HTMLInputElement>('input:checked');
    if (!chosen || chosen.value === '') return [];
    const value = chosen.closest('label')?.querySelector('.choice__label')?.textContent.trim() ?? '';
    return part.matches('fieldset')
      ? [{ term: labelIn(part, 'legend'), value }]
      : [{ term: value, value: '✓' }];
  });
}

const labelIn = (part: HTMLElement, name: string) =>
  [...(part.querySelector(name)?.childNodes ?? [])]
    .filter((node) => node instanceof Text)
    .map(({ textContent }) => textContent)
    .join('')
    .trim();

function rowOf(form: HTMLFormElement, { term, value }: { term: string; value: string }): Node[] {
  const row = copyOf(form, 'template[data-row]');
  row?.querySelector('dt')?.replaceChildren(term);
  row?.querySelector('.summary__line')?.replaceChildren(value);
  return row ? [row] : [];
}

function copyOf(form: HTMLFormElement, template: string): DocumentFragment | null {
  const made = form.querySelector<HTMLTemplateElement>(template)?.content.cloneNode(true);
  return made instanceof DocumentFragment ? made : null;
}

/** The times of the topic as they were when they were read, and how long ago that was. */
export function drawTimes(form: HTMLFormElement, known: Known, values: Values): void {
  const now = Date.now();
  const hasPhone = (values.phone ?? '').trim() !== '';
  const times = timesOf(known, { topic: values.topic ?? '', hasPhone, now });
  const place = form.querySelector('[data-times]');
  // No Map.groupBy: an iPhone of three years ago has none.
  const groups = new Map<string, KnownTime[]>();
  for (const time of times) {
    const name = `${time.day} ${time.where}`;
    groups.set(name, [...(groups.get(name) ?? []), time]);
  }
  place?.replaceChildren(...[...groups.values()].flatMap((ofDay) => groupOf(form, ofDay, values.start)));
  const none = form.querySelector<HTMLElement>('[data-no-times]');
  if (none) none.hidden = times.length > 0;
  const age = form.querySelector<HTMLElement>('[data-age]');
  if (!age) return;
  age.hidden = times.length === 0;
  const words = parse(age.dataset.age ?? null);
  const { unit, count } = ageOf(known.readAt, now);
  const text = isRecord(words) ? words[unit] : undefined;
  age.textContent = isText(text) ? fill(text, { count }) : '';
}

function groupOf(form: HTMLFormElement, times: readonly KnownTime[], chosen: string | undefined): Node[] {
  const group = copyOf(form, 'template[data-day]');
  const [first] = times;
  if (!group || !first) return [];
  group.querySelector('[data-name]')?.replaceChildren(first.day);
  group.querySelector('[data-where]')?.replaceChildren(first.where);
  const list = group.querySelector('ul');
  list?.setAttribute('aria-label', `${first.day}, ${first.where}`);
  for (const { value, time } of times) {
    const one = copyOf(form, 'template[data-time]');
    const radio = one?.querySelector('input');
    if (!one || !radio) continue;
    radio.value = value;
    radio.checked = value === chosen;
    one.querySelector('span')?.replaceChildren(time);
    list?.append(one);
  }
  return [group];
}

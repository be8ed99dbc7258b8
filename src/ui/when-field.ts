// Says below a field for a date or a time what it understands, while somebody types. Listens to the whole page, so that
// fields that come later speak too.
import { understood } from './understood.ts';

const isField = (target: EventTarget | null): target is HTMLInputElement =>
  target instanceof HTMLInputElement && target.dataset.when !== undefined;

function say(field: HTMLInputElement, isLeft: boolean) {
  const { when, today = '', after, unclear = '' } = field.dataset;
  const output = document.getElementById(`${field.id}-read`);
  if (!output) return;
  const begin = after && field.form?.elements.namedItem(after);
  const read = understood(field.value, {
    kind: when === 'time' ? 'time' : 'date',
    today,
    begin: begin instanceof HTMLInputElement ? begin.value : undefined,
  });
  // Half a date is none yet: that it is unclear is said once the field is left.
  output.textContent = read ?? (isLeft ? unclear : '');
  output.classList.toggle('field__read--unclear', read === null);
}

function follow(field: HTMLInputElement, isLeft: boolean) {
  say(field, isLeft);
  for (const other of field.form?.querySelectorAll<HTMLInputElement>(`[data-after="${field.name}"]`) ?? [])
    say(other, true);
}

document.addEventListener('input', ({ target }) => {
  if (isField(target)) follow(target, false);
});
document.addEventListener('change', ({ target }) => {
  if (isField(target)) follow(target, true);
});

import { fill } from '#server/kernel/texts/fill.ts';
import { onPage } from '#ui/work/onPage.ts';

// Choosing rows with keys, and how many are chosen. Without it the boxes and the form do the same.

onPage(() => {
  const form = document.querySelector<HTMLFormElement>('[data-assign]');
  if (!form) return;
  const boxes = [...document.querySelectorAll<HTMLInputElement>('[data-row] input[name="pick"]')];
  const said = form.querySelector('[data-picked]');
  const { one = '', more = '' } = form.dataset;

  const count = () => {
    const picked = boxes.filter(({ checked }) => checked).length;
    if (said) said.textContent = picked === 1 ? one : picked > 1 ? fill(more, { count: picked }) : '';
  };

  /** The key X presses the box of the row that has the focus. */
  const follow = ({ target }: FocusEvent) => {
    const row = target instanceof Element ? target.closest('[data-row]') : null;
    if (!row) return;
    for (const box of boxes) box.removeAttribute('data-key');
    row.querySelector('input[name="pick"]')?.setAttribute('data-key', 'x');
  };

  /** Without a colleague to give them to, that is asked first. */
  const ask = (event: SubmitEvent) => {
    const to = form.querySelector('select');
    if (to?.value !== '') return;
    event.preventDefault();
    to.focus();
  };

  count();
  document.addEventListener('change', count);
  document.addEventListener('focusin', follow);
  form.addEventListener('submit', ask);
  return () => {
    document.removeEventListener('change', count);
    document.removeEventListener('focusin', follow);
  };
});

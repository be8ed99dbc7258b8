import { fill } from '#server/kernel/texts/fill.ts';
import { typedFormWord } from '#ui/formWord.ts';
import { onPage } from '#ui/work/onPage.ts';

// Choosing rows with keys, how many are chosen, and the list anew when a traject of the team changed. Without it the boxes and the form
// do the same, and a reload shows what is new.

/** Parts of the page that take the place of what they were, by the attribute that names them. */
const parts = ['[data-worklist-views]', '[data-pane="worklist"]', '[data-traject-count]'];

/** The row whose form was left, by its place: who works through the list goes on there. */
let leftAt: number | null = null;

onPage(() => {
  const list = document.querySelector<HTMLElement>('[data-worklist]');
  if (!list) {
    leftAt = null;
    return;
  }
  const form = document.querySelector<HTMLFormElement>('[data-assign]');
  const said = form?.querySelector('[data-picked]');
  const news = list.querySelector<HTMLElement>('[data-worklist-news]');
  const { one = '', more = '' } = form?.dataset ?? {};
  const boxes = () => [...document.querySelectorAll<HTMLInputElement>('[data-row] input[name="pick"]')];
  let left = false;

  const count = () => {
    const picked = boxes().filter(({ checked }) => checked).length;
    if (said) said.textContent = picked === 1 ? one : picked > 1 ? fill(more, { count: picked }) : '';
  };

  /** The key X presses the box of the row that has the focus. */
  const follow = ({ target }: FocusEvent) => {
    const row = target instanceof Element ? target.closest('[data-row]') : null;
    if (!row) return;
    for (const box of boxes()) box.removeAttribute('data-key');
    row.querySelector('input[name="pick"]')?.setAttribute('data-key', 'x');
  };

  /** Without a colleague to give them to, that is asked first. */
  const ask = (event: SubmitEvent) => {
    const to = form?.querySelector('select');
    if (to?.value !== '') return;
    event.preventDefault();
    to.focus();
  };

  /** Somebody chose rows, or fills in something in the list: that stays as it is until they ask for what is new. */
  const isBusy = () =>
    boxes().some(({ checked }) => checked) ||
    list.querySelector('.worklist__next') !== null ||
    document.activeElement?.matches('[data-pane="worklist"] :is(select, input, textarea)') === true;

  const refresh = async () => {
    if (isBusy()) {
      if (news) news.hidden = false;
      return;
    }
    try {
      const url = new URL(location.href);
      for (const name of ['done', typedFormWord]) url.searchParams.delete(name);
      const answer = await fetch(url, { redirect: 'error' });
      if (!answer.ok || left || isBusy()) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const focused = document.activeElement?.id;
      for (const part of parts) {
        const fresh = page.querySelector(part);
        const place = document.querySelector(part);
        if (fresh) place?.replaceChildren(...[...fresh.childNodes].map((node) => document.adoptNode(node)));
      }
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    } catch {
      // Without a line, or signed out, what stands there stays.
    }
  };

  const rows = [...list.querySelectorAll<HTMLElement>('[data-row]')];
  const next = list.querySelector<HTMLElement>('.worklist__next');
  // Who asked to change what is next goes on in its form; what is wrong with it has the focus before.
  if (!document.querySelector('[data-error-summary]')) next?.querySelector('select')?.focus();
  if (next === null && leftAt !== null) rows[leftAt]?.querySelector<HTMLElement>('[data-step]')?.focus();
  leftAt =
    next &&
    rows.filter((row) => row.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_FOLLOWING).length - 1;
  count();
  document.addEventListener('change', count);
  document.addEventListener('focusin', follow);
  document.addEventListener('doorstart:trajecten', refresh);
  form?.addEventListener('submit', ask);
  return () => {
    left = true;
    document.removeEventListener('change', count);
    document.removeEventListener('focusin', follow);
    document.removeEventListener('doorstart:trajecten', refresh);
  };
});

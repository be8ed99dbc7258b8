// Booking for somebody. The free times, who it may be and what the contact has already follow the form: at a change the
// same page is asked for with all that is filled in, and its fresh parts take the place of these. Enter goes on: from the
// time to the name, from there to the age, and then it books.
import { onPage } from '#ui/work/onPage.ts';

const restMs = 250;

function start() {
  const form = document.querySelector<HTMLFormElement>('form[data-book]');
  if (!form) return undefined;
  const page = new AbortController();
  const { signal } = page;
  // A button of the form is called `action`, and hides that property of the form.
  const url = form.getAttribute('action') ?? location.pathname;
  let asking: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const chosen = () => form.querySelector<HTMLInputElement>('input[name=start]:checked');
  const field = (name: string) => form.querySelector<HTMLInputElement>(`input[name=${name}]`);
  const startOf = (value: string | undefined) => value?.split(' ')[0];

  const sayChosen = () => {
    const output = form.querySelector<HTMLElement>('[data-chosen]');
    if (output) output.textContent = chosen()?.dataset.words ?? output.dataset.none ?? '';
  };

  /** A time that was chosen while the fresh ones were on their way stays chosen, if need be in another way to meet. */
  const takeFresh = (answer: Document) => {
    const value = chosen()?.value;
    const focused =
      document.activeElement instanceof HTMLInputElement && document.activeElement.name === 'start';
    for (const part of form.querySelectorAll('[data-fresh]')) {
      const fresh = answer.getElementById(part.id);
      if (fresh && fresh.innerHTML !== part.innerHTML) part.replaceChildren(...fresh.childNodes);
    }
    const all = [...form.querySelectorAll<HTMLInputElement>('input[name=start]')];
    const same =
      all.find((input) => input.value === value) ??
      all.find((input) => startOf(input.value) === startOf(value));
    if (same) same.checked = true;
    if (focused) (same ?? all[0])?.focus();
    sayChosen();
    const said = form.querySelector('[data-said]');
    if (said) said.textContent = form.querySelector('[data-count]')?.textContent ?? '';
  };

  const ask = async () => {
    clearTimeout(timer);
    asking?.abort();
    asking = new AbortController();
    const body = new FormData(form);
    body.set('action', 'refresh');
    try {
      const answer = await fetch(url, {
        method: 'POST',
        body,
        redirect: 'manual',
        signal: asking.signal,
      });
      // Past a redirect nobody is signed in any more; the form keeps what was typed.
      if (answer.type === 'opaqueredirect') return;
      takeFresh(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    } catch {
      // No connection, or a later question took its place: the button to show times says so by the browser.
    }
  };

  /** The next that is needed and not there. */
  const goOn = () => {
    const name = field('name');
    if (name && name.value.trim() === '') return name.focus();
    if (!form.querySelector('input[name=ageGroup]:checked')) return field('ageGroup')?.focus();
    form.querySelector<HTMLButtonElement>('button[value=book]')?.click();
  };

  form.addEventListener(
    'change',
    ({ target }) => {
      if (!(target instanceof Element)) return;
      if (target.closest('[data-refreshes]')) ask();
      sayChosen();
    },
    { signal },
  );
  form.addEventListener(
    'input',
    ({ target }) => {
      if (!(target instanceof HTMLInputElement) || !['name', 'phone', 'email'].includes(target.name)) return;
      clearTimeout(timer);
      timer = setTimeout(ask, restMs);
    },
    { signal },
  );
  form.addEventListener(
    'keydown',
    (event) => {
      const { target } = event;
      if (event.key !== 'Enter' || event.isComposing || !(target instanceof HTMLInputElement)) return;
      event.preventDefault();
      if (target.name === 'from') ask();
      else goOn();
    },
    { signal },
  );
  // Back to where it was asked from, where that is a page of ours.
  document.querySelector('[data-close]')?.addEventListener(
    'click',
    (event) => {
      // The router counts its pages. A form that came back with errors has more than one: that one has an address to go to.
      const state: unknown = history.state;
      const isLater =
        typeof state === 'object' && state !== null && 'index' in state && Number(state.index) > 0;
      if (!isLater || location.search.includes('formulier=')) return;
      event.preventDefault();
      history.back();
    },
    { signal },
  );
  // With errors the summary has the focus.
  if (!form.querySelector('[aria-invalid]') && location.hash === '') chosen()?.focus({ preventScroll: true });
  return () => {
    page.abort();
    clearTimeout(timer);
    asking?.abort();
  };
}

onPage(start);

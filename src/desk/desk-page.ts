import { onPage } from '#ui/work/onPage.ts';

// The free times, and what the typed contact has already, follow the form: at a change the same page is asked for
// with all that is filled in, and its fresh parts take the place of these.

const deskForm = () => document.querySelector<HTMLFormElement>('form[data-desk]');
let turn = 0;

const chosen = () => deskForm()?.querySelector<HTMLInputElement>('input[name=start]:checked')?.value;

/** A time that was chosen while the fresh ones were on their way stays chosen. */
function takeFresh(page: Document) {
  const value = chosen();
  for (const part of document.querySelectorAll('[data-fresh]')) {
    const fresh = page.getElementById(part.id);
    if (fresh && fresh.innerHTML !== part.innerHTML) part.replaceChildren(...fresh.childNodes);
  }
  for (const input of deskForm()?.querySelectorAll<HTMLInputElement>('input[name=start]') ?? [])
    if (input.value === value) input.checked = true;
  const said = document.querySelector('[data-said]');
  if (said) said.textContent = document.querySelector('[data-count]')?.textContent ?? '';
}

async function askAgain(sent: HTMLFormElement) {
  turn += 1;
  const mine = turn;
  const body = new FormData(sent);
  body.set('actie', 'verversen');
  try {
    const answer = await fetch(sent.action, { method: 'POST', body, redirect: 'manual' });
    // Past a redirect nobody is signed in any more; the form keeps what was typed.
    if (answer.type === 'opaqueredirect') return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (mine === turn) takeFresh(page);
  } catch {
    // No connection: the button to show times says so by the browser.
  }
}

onPage(() => {
  const form = deskForm();
  form?.addEventListener('change', ({ target }) => {
    if (target instanceof Element && target.closest('[data-refreshes]')) askAgain(form);
  });
});

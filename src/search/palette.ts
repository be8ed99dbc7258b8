import { isComposing } from '#ui/isComposing.ts';
import { type Answer, askRows } from './askRows.ts';
import { recentOf } from './recent.ts';

// The palette: a combobox with a list (ARIA APG). The focus stays in the field; what is chosen is told by
// `aria-activedescendant`. The server renders the rows, so that they are those of the page without JavaScript.

/** Milliseconds without a key before it is asked. */
const pause = 60;
/** How long one waits before a line says so, and before a lost connection is tried again. */
const slow = 300;
const again = 3000;

/** How Enter was pressed: to open what is chosen here, or beside what is there. */
type Enter = { beside: boolean } | null;

const starts = new WeakMap<HTMLDialogElement, (enter: Enter) => unknown>();

/** Brings an opened dialog to life, and asks for its first rows. `enter` was pressed before that, and waits for them. */
export function startPalette(dialog: HTMLDialogElement, enter: Enter): void {
  const start = starts.get(dialog) ?? makePalette(dialog);
  starts.set(dialog, start);
  start(enter);
}

function part<E extends HTMLElement>(dialog: HTMLElement, name: string, kind: new () => E): E {
  const found = dialog.querySelector(`[data-palette-${name}]`);
  if (!(found instanceof kind)) throw new Error(`expected the ${name} of the palette`);
  return found;
}

function makePalette(dialog: HTMLDialogElement): (enter: Enter) => unknown {
  const field = part(dialog, 'text', HTMLInputElement);
  const results = part(dialog, 'results', HTMLElement);
  const trouble = part(dialog, 'trouble', HTMLElement);
  const said = part(dialog, 'said', HTMLElement);
  let active: HTMLElement | null = null;
  let asking = new AbortController();
  /** The text that the rows answer; Enter waits until they answer what stands in the field. */
  let answered: string | null = null;
  let enterWaits: Enter = null;
  /** Asks after a pause in the typing, and anew after the connection was lost. */
  let typing: ReturnType<typeof setTimeout> | undefined;
  let retrying: ReturnType<typeof setTimeout> | undefined;

  const options = () =>
    [...results.querySelectorAll<HTMLElement>('[role=option]')].filter((one) => !one.closest('[hidden]'));

  function choose(option: HTMLElement | null) {
    active?.setAttribute('aria-selected', 'false');
    active = option;
    if (option) {
      option.setAttribute('aria-selected', 'true');
      field.setAttribute('aria-activedescendant', option.id);
      showActsOf(option.dataset.appointment);
      option.scrollIntoView({ block: 'nearest' });
    } else field.removeAttribute('aria-activedescendant');
  }

  /** What can be done is of the person who is chosen, or was last. */
  function showActsOf(person: string | undefined) {
    const acts = [...results.querySelectorAll<HTMLElement>('[data-of]')];
    if (!acts.some(({ dataset }) => dataset.of === person)) return;
    for (const section of acts) section.hidden = section.dataset.of !== person;
  }

  function step(by: number) {
    const all = options();
    const at = active ? all.indexOf(active) : -1;
    choose(all[(at + by + all.length) % all.length] ?? null);
  }

  function open(beside: boolean) {
    if (!active) return;
    const { href, form, appointment } = active.dataset;
    const filled = form && results.querySelector<HTMLFormElement>(`#${form}`);
    dialog.close();
    if (filled) filled.requestSubmit();
    else if (beside && appointment) follow(besideHere(appointment) ?? href ?? '');
    else if (href) follow(href);
  }

  /** The present page with an afspraak open beside it, where the page can have one. */
  function besideHere(appointment: string): string | null {
    const path = location.pathname.replace(/\/$/, '');
    if (!dialog.dataset.beside?.split(' ').includes(path)) return null;
    const here = new URL(location.href);
    here.searchParams.set('appointment', appointment);
    return here.href;
  }

  /** As a link does it, so that the page changes in place where pages do. */
  function follow(href: string) {
    const link = document.createElement('a');
    link.href = href;
    dialog.after(link);
    link.click();
    link.remove();
  }

  async function ask() {
    clearTimeout(retrying);
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    const text = field.value;
    const late = setTimeout(() => dialog.classList.add('palette--slow'), slow);
    const asked = text.trim() === '' ? { recent: recentOf(dialog.dataset.who) } : { query: text };
    const fields = { ...asked, back: location.pathname + location.search };
    const answer = await askRows(dialog.dataset.palette ?? '', fields, signal);
    clearTimeout(late);
    // A newer question is under way: this answer is of no use any more.
    if (answer === undefined || signal.aborted) return;
    dialog.classList.remove('palette--slow');
    show(answer, text);
  }

  function show(answer: Answer, text: string) {
    const words = { offline: 'offline', failed: 'failed', 'signed-out': 'signedOut' } as const;
    trouble.hidden = typeof answer !== 'string';
    if (typeof answer === 'string') {
      trouble.textContent = dialog.dataset[words[answer]] ?? '';
      said.textContent = trouble.textContent;
      if (answer === 'offline') retrying = setTimeout(ask, again);
      return;
    }
    results.innerHTML = answer.html;
    results.scrollTop = 0;
    answered = text;
    const all = options();
    field.setAttribute('aria-expanded', String(all.length > 0));
    if (text !== '') said.textContent = results.querySelector('[data-said]')?.textContent ?? '';
    choose(all[0] ?? null);
    // An answer to less than what stands there by now is not what Enter waits for.
    if (text !== field.value) return;
    const waited = enterWaits;
    enterWaits = null;
    if (waited) open(waited.beside);
  }

  field.addEventListener('input', () => {
    enterWaits = null;
    clearTimeout(typing);
    typing = setTimeout(ask, pause);
  });

  dialog.addEventListener('keydown', (event) => {
    if (isComposing(event)) return;
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') step(key === 'ArrowDown' ? 1 : -1);
    else if (key === 'Enter' && event.target === field) {
      const beside = event.ctrlKey || event.metaKey;
      if (answered === field.value) open(beside);
      else enterWaits = { beside };
    } else return;
    event.preventDefault();
  });

  results.addEventListener('click', (event) => {
    const option = event.target instanceof Element && event.target.closest<HTMLElement>('[role=option]');
    if (!option) return;
    choose(option);
    open(event.ctrlKey || event.metaKey);
  });
  // The focus stays in the field: on a phone its keyboard would go and come.
  results.addEventListener('mousedown', (event) => event.preventDefault());

  part(dialog, 'close', HTMLButtonElement).addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => {
    // Beside the dialog is its backdrop.
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener('close', () => {
    // The event may come after a quick hand opened it again.
    if (dialog.open) return;
    asking.abort();
    clearTimeout(typing);
    clearTimeout(retrying);
    enterWaits = null;
  });
  addEventListener('online', () => {
    if (dialog.open && !trouble.hidden) ask();
  });

  return (enter) => {
    // Of one that is alive already Enter was taken here, perhaps before it was started anew.
    enterWaits = enter ?? enterWaits;
    return ask();
  };
}

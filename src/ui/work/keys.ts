import { isComposing } from '#ui/isComposing.ts';
import { siteStorage, storageKeys } from '#ui/storage.ts';
import { onPage } from './onPage.ts';

// Single keys for who works here all day. They do nothing while somebody types, fills in a form or holds a modifier, and can
// be switched off (WCAG 2.1.4). What a key does stands on the page: `data-key` on a link or button, which it presses.

const typing = 'input:not([type=radio], [type=checkbox]), textarea';
/** A choice that holds at once, such as whether one is there for chats, is no field of a form: no letter does anything to it. */
const fields = `${typing}, form[method] input, select, [contenteditable], [role=listbox], [role=slider], [role=grid]`;
const enterable = 'input:not([type=hidden]), select, textarea, button, a[href]';
const dialog = () => document.querySelector<HTMLDialogElement>('[data-keys]');

/** Where storage is refused the keys work, and switching them off holds for this page. */
let on = true;

/** Safari before 17.4 has no `checkVisibility`. */
const isShown = (element: Element) => element.getClientRects().length > 0;

/** Within an open panel first, where the acts of what is chosen are; then on the page; then in what stands around every page. */
const placeOf = (element: Element) => (element.closest('[data-panel]') ? 0 : element.closest('main') ? 1 : 2);

/** What has a key, or has this one; what is pressed goes first. */
function withKey(key?: string): HTMLElement[] {
  const selector = key === undefined ? '[data-key]' : `[data-key="${CSS.escape(key)}"]`;
  const all = [...document.querySelectorAll<HTMLElement>(selector)];
  return all.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** What a key presses. The sidebar counts also where it is folded away, in a narrow window. */
const pressedBy = (key: string): HTMLElement | undefined =>
  withKey(key).find((one) => isShown(one) || one.closest('.sidebar'));

const arrows = new Map([
  ['ArrowLeft', '←'],
  ['ArrowRight', '→'],
]);

/** Moves the focus to the item after or before the one that has it. */
function step(by: 1 | -1) {
  const items = [...document.querySelectorAll<HTMLElement>('[data-step]')].filter(isShown);
  const at = items.findIndex((item) => item.matches(':focus'));
  const to = at === -1 ? (by === 1 ? 0 : items.length - 1) : at + by;
  items[to]?.focus();
}

/** Into what a key unfolded: its first field, which may be far below; else what unfolds it. */
function enter(pressed: HTMLElement) {
  if (!pressed.matches('summary')) return;
  const unfolded = pressed.closest('details[open]');
  const first = unfolded && [...unfolded.querySelectorAll<HTMLElement>(enterable)].find(isShown);
  (first ?? pressed).focus();
}

/** Fills the list with what keys do on this page. */
function showKeyMap() {
  const list = dialog()?.querySelector('[data-keys-here]');
  if (!list) return;
  const keys = new Map<string, string>();
  for (const element of withKey()) {
    const { key = '', keyDoes } = element.dataset;
    const does = keyDoes ?? element.getAttribute('aria-label') ?? textOf(element);
    if (isShown(element) && does && !keys.has(key)) keys.set(key, does);
  }
  list.replaceChildren(
    ...[...keys].map(([key, does]) => {
      const row = document.createElement('div');
      const term = row.appendChild(document.createElement('dt')).appendChild(document.createElement('kbd'));
      term.textContent = key.length === 1 ? key.toUpperCase() : (arrows.get(key) ?? key);
      row.appendChild(document.createElement('dd')).textContent = does;
      return row;
    }),
  );
  dialog()?.showModal();
}

/** What stands on a button, without the key that is shown in it. */
function textOf(element: HTMLElement): string {
  const copy = element.cloneNode(true);
  if (!(copy instanceof HTMLElement)) return '';
  for (const other of copy.querySelectorAll('kbd, [hidden], .chat-count')) other.remove();
  return copy.textContent?.replace(/\s+/g, ' ').trim() ?? '';
}

onPage(() => {
  for (const element of document.querySelectorAll<HTMLElement>('[data-with-script]')) element.hidden = false;
  document.querySelector('[data-print]')?.addEventListener('click', () => print());
  for (const opens of document.querySelectorAll('[data-keys-open]'))
    opens.addEventListener('click', showKeyMap);
  const use = document.querySelector<HTMLInputElement>('[data-keys-use]');
  if (!use) return;
  on = siteStorage.read(storageKeys.shortcuts) !== 'uit';
  use.checked = on;
  use.addEventListener('change', () => {
    on = use.checked;
    siteStorage.write(storageKeys.shortcuts, on ? 'aan' : 'uit');
  });
});

document.addEventListener('keydown', (event) => {
  const { key, target } = event;
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isComposing(event)) return;
  if (!on || !dialog() || document.querySelector('dialog[open]')) return;
  if (target instanceof Element && target.closest(fields)) return;
  if (key === '?') showKeyMap();
  else if (key === 'j' || key === 'k') step(key === 'j' ? 1 : -1);
  else {
    const pressed = pressedBy(key);
    if (!pressed) return;
    pressed.click();
    enter(pressed);
  }
  event.preventDefault();
});

// Who typed leaves the field with Escape, and goes on with keys. At the window: after those who close something with it.
addEventListener('keydown', (event) => {
  const { key, target } = event;
  if (!on || key !== 'Escape' || event.defaultPrevented || isComposing(event)) return;
  if (target instanceof HTMLElement && target.matches(`${typing}, select`) && !target.closest('dialog'))
    target.blur();
});

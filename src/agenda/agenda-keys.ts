import { isComposing } from '#ui/isComposing.ts';
import { siteStorage, storageKeys } from '#ui/storage.ts';

// Single keys for who works with the agenda all day. They do nothing while somebody types, chooses or holds a modifier.

const dialog = document.querySelector<HTMLDialogElement>('[data-keys]');
const use = document.querySelector<HTMLInputElement>('[data-keys-use]');
const fields = 'input, textarea, select, [contenteditable], [role=listbox], [role=slider], [role=grid]';

for (const element of document.querySelectorAll<HTMLElement>('[data-with-script]')) element.hidden = false;
document.querySelector('[data-print]')?.addEventListener('click', () => print());
document.querySelector('[data-keys-open]')?.addEventListener('click', () => dialog?.showModal());

if (use) {
  // Where storage is refused the keys work, and switching them off holds for this page.
  use.checked = siteStorage.read(storageKeys.shortcuts) !== 'uit';
  use.addEventListener('change', () => {
    siteStorage.write(storageKeys.shortcuts, use.checked ? 'aan' : 'uit');
  });
}

/** Moves the focus to the item after or before the one that has it. */
function step(by: 1 | -1) {
  // Safari before 17.4 has no `checkVisibility`.
  const items = [...document.querySelectorAll<HTMLElement>('[data-step]')].filter(
    (item) => item.getClientRects().length > 0,
  );
  const at = items.findIndex((item) => item.matches(':focus'));
  const to = at === -1 ? (by === 1 ? 0 : items.length - 1) : at + by;
  items[to]?.focus();
}

document.addEventListener('keydown', (event) => {
  const { key, target } = event;
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isComposing(event)) return;
  if (!use?.checked || document.querySelector('dialog[open]')) return;
  if (target instanceof Element && target.closest(fields)) return;
  if (key === '?') dialog?.showModal();
  else if (key === 'j' || key === 'k') step(key === 'j' ? 1 : -1);
  else {
    const link = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
    if (!link) return;
    link.click();
  }
  event.preventDefault();
});

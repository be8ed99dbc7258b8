import { onPage } from './onPage.ts';

// The bar that says what was done stays ten seconds, and as long as it has the focus or the pointer. Ctrl Z takes back.

const staysMs = 10_000;
const fields = 'input, textarea, select, [contenteditable]';

onPage(() => {
  const toast = document.querySelector<HTMLElement>('[data-toast]');
  if (!toast) return;
  // Reloading, or coming back to this address, is not doing it again.
  const url = new URL(location.href);
  for (const name of ['undo', 'done', 'undone']) url.searchParams.delete(name);
  history.replaceState(history.state, '', url);
  // A status that was there from the start is not spoken: its words come once the page stands.
  const text = toast.querySelector<HTMLElement>('[role=status]');
  const words = [...(text?.childNodes ?? [])];
  text?.replaceChildren();
  const speaks = setTimeout(() => text?.replaceChildren(...words), 50);

  let goes: ReturnType<typeof setTimeout> | undefined;
  const close = () => toast.remove();
  const wait = () => {
    clearTimeout(goes);
    goes = setTimeout(() => {
      if (toast.matches(':hover, :focus-within')) wait();
      else close();
    }, staysMs);
  };
  wait();
  for (const event of ['pointerleave', 'focusout']) toast.addEventListener(event, wait);
  toast.querySelector('[data-toast-close]')?.addEventListener('click', (event) => {
    event.preventDefault();
    close();
  });
  const press = (event: KeyboardEvent) => {
    const { key, ctrlKey, metaKey, shiftKey, altKey, target } = event;
    if (key !== 'z' || !(ctrlKey || metaKey) || shiftKey || altKey || !toast.isConnected) return;
    // While somebody types, Ctrl Z is about what they type.
    if (target instanceof Element && target.closest(fields)) return;
    const undo = toast.querySelector<HTMLElement>('[data-toast-undo]');
    if (!undo) return;
    event.preventDefault();
    undo.click();
  };
  document.addEventListener('keydown', press);
  return () => {
    clearTimeout(goes);
    clearTimeout(speaks);
    document.removeEventListener('keydown', press);
  };
});

import { onCleanup, onMount } from 'solid-js';
import { isComposing } from '#ui/isComposing.ts';
import type { Inbox } from './createInbox.ts';

/**
 * The keys that work while somebody types too: Alt with an arrow goes through the conversations. The single ones are
 * those of the portal (ui/work/keys.ts): they press what carries their name.
 */
export function createKeys(inbox: Inbox) {
  onMount(() => {
    const press = (event: KeyboardEvent) => {
      if (isComposing(event)) return;
      const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
      if (!altKey || ctrlKey || metaKey || shiftKey || (key !== 'ArrowDown' && key !== 'ArrowUp')) return;
      if (document.querySelector<HTMLInputElement>('[data-keys-use]')?.checked === false) return;
      event.preventDefault();
      inbox.step(key === 'ArrowDown' ? 1 : -1);
    };
    addEventListener('keydown', press);
    onCleanup(() => removeEventListener('keydown', press));
  });
}

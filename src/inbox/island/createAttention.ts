import { createSignal, onCleanup, onMount } from 'solid-js';

/** Whether somebody looks at this window: it is in view and has the focus. */
export function createAttention() {
  const [attentive, setAttentive] = createSignal(false);
  onMount(() => {
    const look = () => setAttentive(document.visibilityState === 'visible' && document.hasFocus());
    const events = ['focus', 'blur', 'pageshow'] as const;
    for (const event of events) addEventListener(event, look);
    document.addEventListener('visibilitychange', look);
    onCleanup(() => {
      for (const event of events) removeEventListener(event, look);
      document.removeEventListener('visibilitychange', look);
    });
    look();
  });
  return attentive;
}

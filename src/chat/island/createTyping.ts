import { createSignal, onCleanup } from 'solid-js';

/** Who types says so every few seconds; after this long without a word of it nobody does. */
const lingerMs = 6000;

/** Whether the other side is typing. */
export function createTyping() {
  const [isTyping, setTyping] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = () => {
    clearTimeout(timer);
    setTyping(false);
  };
  onCleanup(over);
  return {
    isTyping,
    over,
    heard() {
      clearTimeout(timer);
      timer = setTimeout(over, lingerMs);
      setTyping(true);
    },
  };
}

import { createSignal } from 'solid-js';

/** Who types says so every few seconds; after this long without a word of it nobody does. */
const lingerMs = 6000;
/** While somebody types, this often is enough to say so. */
const everyMs = 3000;

/** Whether the other side is typing. Whoever lets go of it calls `over`. */
export function createTyping() {
  const [isTyping, setTyping] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = () => {
    clearTimeout(timer);
    setTyping(false);
  };
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

/** Tells the other side that somebody types here: now and then, and at once after something was sent. */
export function makeTypingTeller(tell: () => void) {
  let toldAt = 0;
  return {
    typed() {
      if (Date.now() - toldAt < everyMs) return;
      toldAt = Date.now();
      tell();
    },
    sent() {
      toldAt = 0;
    },
  };
}

import { batch, createSignal, onCleanup } from 'solid-js';

/** A short gap is nobody's concern; the first time a connection may take longer. */
const gapMs = 1500;
const firstMs = 6000;
const backMs = 5000;

/** Whether there is a connection, in a pace at which it can be said, and whether the page is in view. */
export function createLink() {
  const [isUp, setUp] = createSignal(false);
  const [isLost, setLost] = createSignal(false);
  const [isBack, setBack] = createSignal(false);
  const [isVisible, setVisible] = createSignal(document.visibilityState === 'visible');
  let timer = setTimeout(setLost, firstMs, true);
  const look = () => setVisible(document.visibilityState === 'visible');

  document.addEventListener('visibilitychange', look);
  onCleanup(() => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', look);
  });
  return {
    isUp,
    isLost,
    /** For a moment after it was lost and came back. */
    isBack,
    isVisible,
    up() {
      clearTimeout(timer);
      batch(() => {
        setUp(true);
        setBack(isLost());
        setLost(false);
      });
      timer = setTimeout(setBack, backMs, false);
    },
    down() {
      clearTimeout(timer);
      batch(() => {
        setUp(false);
        setBack(false);
      });
      timer = setTimeout(setLost, gapMs, true);
    },
  };
}

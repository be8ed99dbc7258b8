import { createSignal, onCleanup, onMount } from 'solid-js';
import { siteStorage, storageKeys } from '#ui/storage.ts';

/** In widths of a letter, so that somebody who reads larger text gets two when there is room for their text twice. */
const possibleRem = 62;
const usualRem = 82;

/** Whether two conversations stand beside each other: where they fit by choice, and where there is much room by themselves. */
export function createBeside() {
  const [rem, setRem] = createSignal(0);
  const [choice, setChoice] = createSignal<string | null>(null);
  let box!: HTMLElement;
  onMount(() => {
    setChoice(siteStorage.read(storageKeys.staffBeside));
    const letter = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    const measure = new ResizeObserver(() => setRem(box.clientWidth / letter()));
    measure.observe(box);
    onCleanup(() => measure.disconnect());
  });
  const isPossible = () => rem() >= possibleRem;
  const isWanted = () => (choice() === null ? rem() >= usualRem : choice() === 'aan');
  return {
    isPossible,
    is: () => isPossible() && isWanted(),
    hold(element: HTMLElement) {
      box = element;
    },
    choose(on: boolean) {
      siteStorage.write(storageKeys.staffBeside, on ? 'aan' : 'uit');
      setChoice(on ? 'aan' : 'uit');
    },
  };
}
export type Beside = ReturnType<typeof createBeside>;

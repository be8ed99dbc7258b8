import { createEffect, createMemo, createSignal, on, onCleanup, onMount } from 'solid-js';
import type { Conversation } from './makeConversation.ts';

/** So near the end the newest stays in view, in pixels. */
const nearPx = 80;

/** Where somebody is in what was said: at the end it stays at the end, further up nothing moves under their eyes. */
export function createScroll({ messages, entries }: Pick<Conversation, 'messages' | 'entries'>) {
  const [isNear, setNear] = createSignal(true);
  /** Something new came below what is in view. */
  const [hasNew, setNew] = createSignal(false);
  let scroller!: HTMLElement;
  let content!: HTMLElement;
  let top = 0;

  const gap = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
  const arrive = () => {
    setNear(true);
    setNew(false);
  };
  const toEnd = () => {
    scroller.scrollTo(0, scroller.scrollHeight);
    arrive();
  };
  // Own words are always in view, and so is what comes while the end is, unless somebody fills in something there.
  createEffect(
    on(
      () => entries().length,
      (now, before = 0) => now > before && toEnd(),
    ),
  );
  /** Earlier ones, or something that is sent, make none that is newer. */
  const newest = createMemo(() => messages().at(-1)?.seq);
  createEffect(on(newest, () => setNew(!isNear()), { defer: true }));
  onMount(() => {
    const follow = new ResizeObserver(() => {
      if (isNear() && !content.contains(document.activeElement)) return toEnd();
      if (gap() < nearPx) return arrive();
      if (isNear()) setNew(true);
      setNear(false);
    });
    follow.observe(scroller);
    follow.observe(content);
    onCleanup(() => follow.disconnect());
  });

  return {
    isNear,
    hasNew,
    toEnd,
    holdScroller(element: HTMLElement) {
      scroller = element;
    },
    holdContent(element: HTMLElement) {
      content = element;
    },
    /** Somebody scrolls away from the end, or back to it; what only grows does neither. */
    look() {
      if (gap() < nearPx) arrive();
      else if (scroller.scrollTop < top) setNear(false);
      top = scroller.scrollTop;
    },
    /** What comes on top pushes nothing away. */
    async keepPlace(during: () => Promise<void>) {
      const { scrollHeight, scrollTop } = scroller;
      await during();
      scroller.scrollTo(0, scrollTop + scroller.scrollHeight - scrollHeight);
    },
  };
}

import { createEffect, createMemo, createSignal, on, onCleanup, onMount } from 'solid-js';
import type { Talk } from './createTalk.ts';

/** So near to its end somebody reads along, in pixels. */
const nearPx = 80;

/** Where somebody is in what was said: at the end it stays at the end, further up nothing moves under their eyes. */
export function createScroll(talk: Talk) {
  const [isNear, setNear] = createSignal(true);
  /** Something new came below what is in sight. */
  const [hasNew, setNew] = createSignal(false);
  let box: HTMLElement | undefined;

  const toEnd = () => {
    box?.scrollTo({ top: box.scrollHeight });
    setNear(true);
    setNew(false);
  };
  /** Earlier ones, or something that is sent, make none that is newer. */
  const newest = createMemo(() => talk.messages().at(-1)?.seq);

  onMount(() => {
    toEnd();
    if (!box) return;
    // The field below grows with what is typed.
    const size = new ResizeObserver(() => isNear() && toEnd());
    size.observe(box);
    onCleanup(() => size.disconnect());
  });
  createEffect(
    on([talk.messages, talk.entries, talk.isTyping], () => {
      if (isNear()) toEnd();
    }),
  );
  // Whoever writes looks at what they wrote.
  createEffect(
    on(
      () => talk.entries().length,
      (count, before = 0) => {
        if (count > before) toEnd();
      },
      { defer: true },
    ),
  );
  createEffect(on(newest, () => setNew(!isNear()), { defer: true }));

  return {
    hasNew,
    toEnd,
    hold: (element: HTMLElement) => {
      box = element;
    },
    follow() {
      if (!box) return;
      setNear(box.scrollHeight - box.scrollTop - box.clientHeight < nearPx);
      if (isNear()) setNew(false);
    },
    /** What comes on top pushes nothing away. */
    async keepPlace(during: () => Promise<void>) {
      const fromEnd = box ? box.scrollHeight - box.scrollTop : 0;
      await during();
      box?.scrollTo({ top: box.scrollHeight - fromEnd });
    },
  };
}

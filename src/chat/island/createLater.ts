import { createEffect, createSignal } from 'solid-js';

/** What comes only once it is needed; null until then. When it did not come it is asked for at the next need. */
export function createLater<Thing extends object>(
  isNeeded: () => boolean,
  load: () => Promise<Thing>,
): () => Thing | null {
  const [thing, setThing] = createSignal<Thing | null>(null);
  createEffect(() => {
    if (isNeeded() && !thing())
      load().then(
        (loaded) => setThing(() => loaded),
        () => {},
      );
  });
  return thing;
}

import { createSignal, onCleanup, onMount } from 'solid-js';
import { activeOf, alone, besideOne, inView, opened, type Panes } from '../panes.ts';
import { chatPath, conversationsIn } from '../paths.ts';
import type { Beside } from './createBeside.ts';

/** Which conversations are shown: those in the address, also after a refresh and after "back". */
export function createShown(asked: Panes['ids'], beside: Beside) {
  const [panes, setPanes] = createSignal<Panes>({ ids: asked, active: 0 });
  onMount(() => {
    const follow = () => setPanes({ ids: conversationsIn(location.search), active: 0 });
    addEventListener('popstate', follow);
    onCleanup(() => removeEventListener('popstate', follow));
  });
  const go = (next: Panes) => {
    const path = chatPath(...next.ids);
    if (path !== location.pathname + location.search) history.pushState(null, '', path);
    setPanes(next);
  };
  return {
    /** Those that are in view, from left to right. */
    ids: () => inView(panes(), beside.is()),
    /** The one that keys act on. */
    id: () => activeOf(panes()),
    isActive: (place: number) => !beside.is() || panes().active === place,
    activate: (place: 0 | 1) => panes().active !== place && setPanes({ ...panes(), active: place }),
    show: (id: string | null) => go(opened(panes(), id, beside.is())),
    /** Two beside each other, or one again. */
    fill: (mine: readonly string[]) => go(besideOne(panes(), mine)),
    single: () => go(alone(panes())),
  };
}
export type Shown = ReturnType<typeof createShown>;

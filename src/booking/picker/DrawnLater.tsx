import { getOwner, onCleanup, onMount, type ParentProps, sharedConfig } from 'solid-js';
import { isServer, NoHydration, render } from 'solid-js/web';

/** Between two looks at whether the browser has nothing better to do. Safari has no requestIdleCallback. */
const restMs = 50;

/**
 * What is below the screen when the page comes. As the server drew it, it can be read and pressed; it is drawn anew,
 * alive, in an idle moment after that, one of these at a time, so that no phone stands still for all of them at once.
 */
export function DrawnLater(props: ParentProps) {
  let place: HTMLDivElement | undefined;
  const owner = getOwner();
  const isHydrating = !isServer && sharedConfig.context !== undefined;

  const draw = () => {
    // Whoever has a finger on it is not disturbed.
    if (!place || place.matches(':active')) return false;
    const focused = place.contains(document.activeElement) ? document.activeElement?.id : undefined;
    place.replaceChildren();
    render(() => props.children, place, undefined, { owner });
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    return true;
  };
  onMount(() => {
    if (isHydrating) onCleanup(drawInTurn(draw));
  });
  const isStatic = isServer || isHydrating;
  return <div ref={place}>{isStatic ? <NoHydration>{props.children}</NoHydration> : props.children}</div>;
}

const queue = new Set<() => boolean>();
let isRunning = false;

/** Runs `draw` after those before it, again as long as it is false. Returns what takes it back. */
function drawInTurn(draw: () => boolean): () => void {
  queue.add(draw);
  if (!isRunning) goOn();
  return () => queue.delete(draw);
}

function goOn() {
  isRunning = queue.size > 0;
  if (isRunning) setTimeout(drawNext, restMs);
}

function drawNext() {
  const [draw] = queue;
  if (draw?.()) queue.delete(draw);
  goOn();
}

import { fill } from '#server/kernel/texts/fill.ts';
import { onPage } from '#ui/work/onPage.ts';
import { aimAt, dragFree } from './drag/dragFree.ts';
import { dragMove } from './drag/dragMove.ts';
import { columnsOf } from './drag/grid.ts';
import { timeText } from './drag/landing.ts';

// What a calendar does in a browser: the line of now goes on, an afspraak can be dragged to another time, and free time can
// be drawn in. All of it is another way to pages that are a link away.

/** A press that moves no further than this is a click. */
const tremblePx = 5;

const calendar = () => document.querySelector<HTMLElement>('[data-calendar]');

function showNow() {
  const shown = calendar();
  const clock = shown?.querySelector<HTMLElement>('[data-now]');
  if (!shown || !clock) return;
  const now = Date.now();
  for (const { element, top, lengthMs } of columnsOf(shown)) {
    const line = element.querySelector<HTMLElement>('[data-now-line]');
    if (!line) continue;
    const minutes = Math.floor((now - top) / 60_000);
    line.hidden = minutes < 0 || now >= top + lengthMs;
    for (const one of [line, clock]) {
      one.style.setProperty('--at-h', String(Math.floor(minutes / 60)));
      one.style.setProperty('--at-m', String(minutes % 60));
    }
  }
  clock.textContent = timeText(now);
  for (const words of shown.querySelectorAll<HTMLElement>('[data-now-words]')) {
    words.textContent = fill(words.dataset.nowWords ?? '', { time: timeText(now) });
  }
}

/** A scale longer than the page, of who works at night, begins at now, else at what is first in sight. */
function scrollToWork() {
  const pane = document.querySelector('[data-pane="agenda"]');
  const shown = calendar();
  if (!pane || !shown || pane.scrollTop > 0 || pane.scrollHeight <= pane.clientHeight) return;
  const now = shown.querySelector('[data-now-line]:not([hidden])');
  const first = now ?? shown.querySelector('[data-item]:not([hidden]), [data-free]');
  const head = shown.querySelector('.calendar__head');
  if (!first || !head) return;
  const above = head.getBoundingClientRect().bottom + 40;
  pane.scrollTop = Math.max(0, first.getBoundingClientRect().top - above);
}

function watchDrags(signal: AbortSignal) {
  const said = document.querySelector<HTMLElement>('[data-calendar-said]');
  const say = (text: string) => {
    if (said) said.textContent = text;
  };
  let press: PointerEvent | null = null;
  let pressed: HTMLElement | null = null;
  let drag: ReturnType<typeof dragMove> | ReturnType<typeof dragFree> = null;
  const forget = () => {
    press = null;
    pressed = null;
    drag = null;
  };

  const listen = <Name extends keyof DocumentEventMap>(
    name: Name,
    listener: (event: DocumentEventMap[Name]) => void,
    capture = false,
  ) => document.addEventListener(name, listener, { signal, capture });

  listen('pointerdown', (event) => {
    forget();
    if (event.button !== 0 || !(event.target instanceof Element)) return;
    const shown = calendar();
    const found = event.target.closest<HTMLElement>('[data-calendar] :is([data-item], [data-free])');
    if (!shown || !found || event.target.closest('.landing')) return;
    if (found.dataset.free) aimAt(found, event.clientY, shown);
    // A finger scrolls; who has only that moves an afspraak on its own page.
    if (event.pointerType === 'touch') return;
    press = event;
    pressed = found;
  });
  // A link would be dragged as a link.
  listen('dragstart', (event) => {
    if (pressed) event.preventDefault();
  });
  listen('pointermove', (event) => {
    if (drag) return drag.isOver() ? forget() : drag.move(event);
    if (!press || !pressed) return;
    if (Math.hypot(event.clientX - press.clientX, event.clientY - press.clientY) < tremblePx) return;
    const shown = calendar();
    if (!shown) return;
    // What was said stays until this is over: the bar takes room, and what is dragged over would move.
    drag = pressed.dataset.item
      ? dragMove(pressed, press, { calendar, say })
      : dragFree(pressed, press, shown);
  });
  listen('pointerup', () => {
    if (!drag) return forget();
    if (!drag.isOver()) drag.drop();
    forget();
    // The press that dragged is no click.
    const stop = (event: Event) => {
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener('click', stop, { capture: true, once: true });
    setTimeout(() => document.removeEventListener('click', stop, { capture: true }));
  });
  listen('pointercancel', () => {
    drag?.cancel();
    forget();
  });
  listen(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !drag) return;
      event.preventDefault();
      event.stopPropagation();
      drag.cancel();
      forget();
    },
    true,
  );
  document.addEventListener('doorstart:agenda-shown', () => drag?.renewed(), { signal });
}

onPage(() => {
  if (!calendar()) return undefined;
  const left = new AbortController();
  const clock = setInterval(showNow, 20_000);
  document.addEventListener('doorstart:agenda-shown', showNow, { signal: left.signal });
  showNow();
  scrollToWork();
  watchDrags(left.signal);
  return () => {
    clearInterval(clock);
    left.abort();
  };
});

import { onPage } from '#ui/work/onPage.ts';
import './waiting.ts';
import { whenText } from './whenText.ts';

// Vandaag by the clock: how far off the next talk is counts on, and when a talk begins or is over the page is asked anew.

const everyMs = 5000;

onPage(() => {
  let shown = '';
  const tick = () => {
    const tag = document.querySelector<HTMLElement>('[data-when-text]');
    if (!tag) return;
    const { start, end, now = '', in: within = '' } = tag.dataset;
    const talk = { start: Number(start), end: Number(end) };
    const text = whenText(talk, Date.now(), { now, in: within });
    if (tag.textContent !== text) tag.textContent = text;
    const phase = [start, Date.now() >= talk.start, Date.now() >= talk.end].join();
    if (shown !== '' && shown !== phase) document.dispatchEvent(new Event('doorstart:agenda-stale'));
    shown = phase;
  };
  // Who opens the note wants to write.
  const write = ({ target }: Event) => {
    if (target instanceof HTMLDetailsElement && target.open && target.matches('[data-note]'))
      target.querySelector('textarea')?.focus();
  };
  tick();
  const timer = setInterval(tick, everyMs);
  document.addEventListener('toggle', write, true);
  return () => {
    clearInterval(timer);
    document.removeEventListener('toggle', write, true);
  };
});

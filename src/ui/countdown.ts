import { fill } from '#server/kernel/texts/fill.ts';

const announceAt = [120, 30];

for (const root of document.querySelectorAll<HTMLElement>('[data-countdown]')) start(root);

/**
 * Turns "until 14:32" into the time left. Counts from the seconds that the server says are left, so a wrong
 * clock on the phone does not matter. Screen readers hear it at 2 minutes, at 30 seconds and at the end, only.
 * At the end a `countdown-end` event bubbles from the element.
 */
function start(root: HTMLElement) {
  const text = root.querySelector('[data-text]');
  const status = root.querySelector('[data-status]');
  const end = Date.now() + Number(root.dataset.countdown) * 1000;
  let before = Number.POSITIVE_INFINITY;

  const tick = () => {
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    const words = inWords(root.dataset, left);
    if (text && text.textContent !== words) text.textContent = words;
    if (status && announceAt.some((at) => left <= at && before > at && before !== Number.POSITIVE_INFINITY)) {
      status.textContent = words;
    }
    root.toggleAttribute('data-urgent', left <= 120);
    before = left;
    if (left > 0) return;
    clearInterval(timer);
    if (status) status.textContent = words;
    root.dispatchEvent(new CustomEvent('countdown-end', { bubbles: true }));
  };
  const timer = setInterval(tick, 1000);
  tick();
}

function inWords(texts: DOMStringMap, left: number): string {
  if (left === 0) return texts.ended ?? '';
  if (left < 60) return fill(texts.seconds ?? '', { count: left });
  const minutes = Math.ceil(left / 60);
  return minutes === 1 ? (texts.minute ?? '') : fill(texts.minutes ?? '', { count: minutes });
}

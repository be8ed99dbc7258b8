import { onPage } from '#ui/work/onPage.ts';
import { staffPaths } from '../../agenda/paths.ts';
import { untilText } from './untilText.ts';

// Who is there or comes next, in the head of every page: counts on by itself, and is asked anew each minute and when the agenda
// changed. Where the page does not follow the agenda, this does.

const everyMs = 15_000;
const askEveryMs = 60_000;

onPage(() => {
  const place = document.querySelector<HTMLElement>('[data-next-up]');
  if (!place) return;
  const said = document.querySelector<HTMLElement>('[data-arrived-said]');
  const arrivedIn = () => place.querySelector<HTMLElement>('[data-arrived]')?.dataset.arrived;
  let arrived = arrivedIn();
  let askedAt = Date.now();
  /** Once for each who comes. */
  const sayArrived = () => {
    const now = arrivedIn();
    if (said && now !== undefined && now !== arrived) said.textContent = place.textContent;
    arrived = now;
  };
  const count = () => {
    const pill = place.querySelector<HTMLElement>('[data-start]');
    const when = pill?.querySelector('[data-when]');
    if (!pill || !when) return;
    const { start, end, now = '', in: within = '' } = pill.dataset;
    const text = untilText({ start: Number(start), end: Number(end) }, Date.now(), { now, in: within });
    if (when.textContent !== text) when.textContent = text;
  };
  const ask = async () => {
    askedAt = Date.now();
    try {
      const answer = await fetch(staffPaths.nextUp, { redirect: 'error' });
      if (!answer.ok || !place.isConnected) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
      place.replaceChildren(...[...fresh.body.children].map((one) => document.adoptNode(one)));
      count();
      sayArrived();
    } catch {
      // Without a line, or signed out, what stands there stays; other parts of the page say so.
    }
  };
  const tick = () => {
    count();
    if (!document.hidden && Date.now() - askedAt >= askEveryMs) ask();
  };
  const timer = setInterval(tick, everyMs);
  const events = document.querySelector('[data-agenda]') ? null : new EventSource('/live/agenda');
  events?.addEventListener('change', ask);
  events?.addEventListener('trajecten', () => document.dispatchEvent(new Event('doorstart:trajecten')));
  // It would ask again, and be refused.
  events?.addEventListener('signed-out', () => events.close());
  document.addEventListener('visibilitychange', tick);
  document.addEventListener('doorstart:agenda', ask);
  return () => {
    clearInterval(timer);
    events?.close();
    document.removeEventListener('visibilitychange', tick);
    document.removeEventListener('doorstart:agenda', ask);
  };
});

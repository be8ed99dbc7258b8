import { fill } from '#server/kernel/texts/fill.ts';
import { onPage } from '#ui/work/onPage.ts';
import { inboxConnection } from './connection.ts';
import { counting } from './durations.ts';

// In the head of every page of who chats: how many jongeren wait, and how long the first of them.

onPage(
  () => {
    const pill = document.querySelector<HTMLElement>('[data-waits]');
    const text = pill?.querySelector('[data-waits-text]');
    const short = pill?.querySelector('[data-waits-short]');
    if (!pill || !text) return;
    const { feed } = inboxConnection();
    const show = () => {
      const waiting = feed.inbox()?.waiting ?? [];
      pill.hidden = waiting.length === 0;
      if (waiting.length === 0) return;
      const { one = '', more = '' } = pill.dataset;
      const since = Math.min(...waiting.map(({ waitingSince }) => waitingSince));
      const words = { count: waiting.length, time: counting(Date.now() - since) };
      text.textContent = fill(waiting.length === 1 ? one : more, words);
      if (short) short.textContent = `${words.count} · ${words.time}`;
    };
    const timer = setInterval(show, 1000);
    const silence = feed.listen(show);
    return () => {
      clearInterval(timer);
      silence();
    };
  },
  { atSwap: true },
);

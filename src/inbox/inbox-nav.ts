// On every page of the portal: how many conversations ask for somebody, and an alarm while a jongere waits.

import { fill } from '#server/kernel/texts/fill.ts';
import { onPage } from '#ui/work/onPage.ts';
import { makeBell } from '../chat/client/sound.ts';
import { makeAlarm } from './alarm.ts';
import { inboxConnection } from './connection.ts';
import { toDo } from './lists.ts';
import { makeNotifier } from './notify.ts';
import { isSoundOn } from './settings.ts';
import { titleCount } from './titleCount.ts';
import { takeTurn, watchLooking } from './windows.ts';

const seenMs = 500;

const words = (one = '', more = '', number: number) => (number === 1 ? one : fill(more, { count: number }));

function showCount(element: HTMLElement, number: number) {
  const { one, more } = element.dataset;
  element.hidden = number === 0;
  const parts = { '[data-number]': String(number), '[data-words]': ` ${words(one, more, number)}` };
  for (const [selector, text] of Object.entries(parts)) {
    const part = element.querySelector(selector);
    if (part) part.textContent = text;
  }
}

/** What is heard of the chat goes on from page to page; what it is shown in is each page's own. */
function start() {
  const { socket, feed } = inboxConnection();
  // Of all windows of the portal one calls. A sound comes from one in which somebody pressed something: others may not.
  const calls = takeTurn('doorstart-chat-melding');
  let rings: (() => boolean) | undefined;
  const bell = makeBell(() => {
    rings ??= takeTurn('doorstart-chat-bel');
  });
  const wake = () => isSoundOn() && bell.wake();
  for (const event of ['pointerup', 'keydown'] as const) document.addEventListener(event, wake);
  wake();
  // Whoever turns it on hears what it is like.
  document.addEventListener('change', async ({ target }) => {
    if (!(target instanceof Element && target.matches('[data-chat-sound]')) || !isSoundOn()) return;
    await bell.wake();
    bell.ring('message');
  });
  const ring = (what: Parameters<typeof bell.ring>[0]) => {
    if (rings?.() && isSoundOn()) bell.ring(what);
  };
  const notifier = makeNotifier(watchLooking());
  addEventListener('focus', notifier.close);
  const alarm = makeAlarm({
    call(waiting) {
      const { waitsOne, waitsMore } = counts()[0]?.dataset ?? {};
      const text = words(waitsOne, waitsMore, waiting);
      const said = document.querySelector('[data-chat-said]');
      // Said again it would be read out again; the sound is enough for that.
      if (said && said.textContent !== text) said.textContent = text;
      ring('waiting');
      if (calls()) notifier.show(text);
    },
    quiet() {
      const said = document.querySelector('[data-chat-said]');
      if (said) said.textContent = '';
      notifier.close();
    },
  });
  let unread = 0;
  let soon: ReturnType<typeof setTimeout> | undefined;
  feed.listen((inbox) => {
    const { waiting, presence, mine } = inbox;
    alarm.update(waiting.length, presence === 'present');
    // What is shown and looked at is seen a moment after it came.
    clearTimeout(soon);
    soon = setTimeout(() => {
      const now = mine.filter((one) => one.unread > 0).length;
      if (now > unread) ring('message');
      unread = now;
    }, seenMs);
  });
  socket.on('disconnect', alarm.stop);
}

const counts = () => document.querySelectorAll<HTMLElement>('[data-chat-count]');

let started = false;
onPage(() => {
  if (counts().length === 0) return;
  if (!started) start();
  started = true;
  const { feed } = inboxConnection();
  return feed.listen((inbox) => {
    for (const element of counts()) showCount(element, toDo(inbox));
    document.title = titleCount(document.title, toDo(inbox));
  });
});

// On every page of the portal: how many conversations ask for somebody, and an alarm while a jongere waits.

import { makeAlarm } from '../inbox/alarm.ts';
import { makeBell } from '../inbox/bell.ts';
import { toDo } from '../inbox/lists.ts';
import { liveInbox } from '../inbox/live.ts';
import { notify } from '../inbox/notify.ts';
import { isSoundOn } from '../inbox/settings.ts';
import { titleCount } from '../inbox/titleCount.ts';

const seenMs = 500;
const count = document.querySelector<HTMLElement>('[data-chat-count]');
const said = document.querySelector('[data-chat-said]');

const words = (one = '', more = '', number: number) =>
  number === 1 ? one : more.replace('#', String(number));

function showCount(element: HTMLElement, number: number) {
  const { one, more } = element.dataset;
  element.hidden = number === 0;
  const parts = { '[data-number]': String(number), '[data-words]': ` ${words(one, more, number)}` };
  for (const [selector, text] of Object.entries(parts)) {
    const part = element.querySelector(selector);
    if (part) part.textContent = text;
  }
  document.title = titleCount(document.title, number);
}

function start(element: HTMLElement) {
  const bell = makeBell();
  const { socket, feed } = liveInbox();
  // Of all windows of the portal one rings. Without locks, over plain HTTP, each does.
  let rings = !navigator.locks;
  navigator.locks?.request('doorstart-chat-bell', () => {
    rings = true;
    return new Promise(() => {});
  });
  const ring = (what: Parameters<typeof bell.ring>[0]) => {
    if (rings && isSoundOn()) bell.ring(what);
  };
  const alarm = makeAlarm((waiting) => {
    const { waitsOne, waitsMore } = element.dataset;
    const text = words(waitsOne, waitsMore, waiting);
    // Said again it would be read out again; the sound is enough for that.
    if (said && said.textContent !== text) said.textContent = text;
    ring('waiting');
    notify(text);
  });
  // A browser lets a page make a sound once somebody pressed something on it.
  for (const event of ['pointerdown', 'keydown'] as const)
    addEventListener(event, () => bell.allow(), { once: true });
  let unread = 0;
  let soon: ReturnType<typeof setTimeout> | undefined;
  feed.listen((inbox) => {
    const { waiting, presence, mine } = inbox;
    showCount(element, toDo(inbox));
    alarm.update(waiting.length, presence === 'present');
    if (waiting.length === 0 && said) said.textContent = '';
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

if (count) start(count);

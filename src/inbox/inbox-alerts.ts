// The choices about sound and notifications on the page of the chat.

import { onPage } from '#ui/work/onPage.ts';
import { notifyState } from './notify.ts';
import { isSoundOn, keepSound } from './settings.ts';

onPage(() => {
  const sound = document.querySelector<HTMLInputElement>('[data-chat-sound]');
  const place = document.querySelector<HTMLElement>('[data-chat-notify]');
  if (place) offerNotifications(place);
  if (!sound) return;
  const follow = () => {
    sound.checked = isSoundOn();
  };
  follow();
  // It was chosen in another window.
  addEventListener('storage', follow);
  sound.addEventListener('change', () => keepSound(sound.checked));
  return () => removeEventListener('storage', follow);
});

/** A button as long as there is something to ask, and then what came of it. */
function showState(element: HTMLElement) {
  const state = notifyState();
  element.hidden = state === null;
  const { granted = '', denied = '' } = element.dataset;
  if (state === 'granted') element.textContent = granted;
  if (state === 'denied') element.textContent = denied;
}

function offerNotifications(place: HTMLElement) {
  showState(place);
  // Browsers refuse who asks without a press, and people who are asked before they know why.
  place.querySelector('button')?.addEventListener('click', async () => {
    await Notification.requestPermission();
    showState(place);
  });
}

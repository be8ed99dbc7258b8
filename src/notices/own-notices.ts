import { onPage } from '#ui/work/onPage.ts';
import { canPush, readSubscription, subscribe, tellServer } from './subscription.ts';

// In the own settings: whether this device tells things, and the button that turns it on.

onPage(() => {
  const here = document.querySelector<HTMLElement>('[data-notices]');
  if (here) follow(here).catch(() => show(here, 'failed'));
});

type State = 'off' | 'on' | 'denied' | 'cannot' | 'failed';

/** Shows the part that belongs to how it stands. */
function show(here: HTMLElement, state: State) {
  for (const part of here.querySelectorAll<HTMLElement>('[data-state]'))
    part.hidden = !part.dataset.state?.split(' ').includes(state);
}

async function follow(here: HTMLElement) {
  if (!canPush()) return show(here, 'cannot');
  if (Notification.permission === 'denied') return show(here, 'denied');
  here.querySelector('button')?.addEventListener('click', () => {
    turnOn(here).catch(() => show(here, 'failed'));
  });
  const subscription = await readSubscription();
  // What was removed in the list, on this device or another, is off here, too.
  show(here, subscription && (await tellServer('wake', subscription)) ? 'on' : 'off');
}

async function turnOn(here: HTMLElement) {
  // Browsers refuse who asks without a press.
  if ((await Notification.requestPermission()) !== 'granted') return show(here, 'denied');
  const isTaken = await tellServer('add', await subscribe(here.dataset.key ?? ''));
  if (isTaken) location.reload();
  else show(here, 'failed');
}

import { storageKeys, tabStorage } from '#ui/storage.ts';
import { onPage } from '#ui/work/onPage.ts';
import { inboxConnection } from '../inbox/connection.ts';
import { canPush, post, subscribe, tellServer } from './subscription.ts';

// Who said that they take chats is asked once whether this device may call them. No browser asks before they press the button.

onPage(() => {
  const offer = document.querySelector<HTMLElement>('[data-offer]');
  if (!offer || !canPush() || Notification.permission === 'denied') return;
  if (tabStorage.read(storageKeys.noticesLater) !== null) return;
  const close = () => {
    tabStorage.write(storageKeys.noticesLater, 'ja');
    stop();
    offer.remove();
  };
  offer.addEventListener('click', ({ target }) => {
    const does = target instanceof HTMLButtonElement ? target.value : '';
    if (does === 'on') turnOn(offer.dataset.key ?? '').finally(close);
    if (does === 'later') close();
    if (does === 'never') post({ does: 'refuse' }).finally(close);
  });
  const stop = inboxConnection().feed.listen(({ presence }) => {
    offer.hidden = presence !== 'present';
  });
  return stop;
});

async function turnOn(key: string) {
  if ((await Notification.requestPermission()) === 'granted') await tellServer('add', await subscribe(key));
}

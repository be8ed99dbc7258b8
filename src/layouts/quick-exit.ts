import { storageKeys, tabStorage } from '#ui/storage.ts';

/** "Snel weg": leave first, without this page in the history, and only then clear what is still to be seen or kept. */
function leave(href: string): void {
  location.replace(href);
  document.title = '';
  document.documentElement.hidden = true;
  const chat = tabStorage.read(storageKeys.chat);
  tabStorage.clear();
  // A chat ends, while the page goes: nobody waits for it. Nor does what it kept until then stay.
  if (chat)
    addEventListener('pagehide', () => {
      tabStorage.clear();
      navigator.sendBeacon('/api/v1/chat/end', new Blob([chat], { type: 'application/json' }));
    });
}

document.addEventListener('click', (event) => {
  const { target } = event;
  const link = target instanceof Element && target.closest<HTMLAnchorElement>('a[data-quick-exit]');
  if (!link) return;
  leave(link.href);
  event.preventDefault();
  others.postMessage(link.href);
});

/** The other tabs of the site go as well: whoever looks along would find the chat in them. Last, as not all browsers can. */
const others = new BroadcastChannel('doorstart-weg');
others.onmessage = ({ data }) => leave(data);

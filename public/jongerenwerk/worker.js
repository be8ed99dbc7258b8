// The service worker of /jongerenwerk, and of nothing else: for who brings jongeren where the line drops. The network always comes
// first, so no page is older than the site; only without a line does it answer, with one page that holds nothing about anybody.
// The page puts that page and its files into the cache (src/street/offline/keepApp.ts), and takes all away when somebody signs out.

const shell = '/jongerenwerk/zonder-verbinding';
const cacheName = 'doorstart-jongerenwerk';

// Whatever it does it does without a line only, so a new one may take over from an old one at any moment.
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));

addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch((error) => kept(shell, error)));
  else if (['script', 'style', 'image', 'font'].includes(request.destination))
    event.respondWith(fetch(request).catch((error) => kept(request.url, error)));
});

async function kept(address, error) {
  const cache = await caches.open(cacheName);
  const found = await cache.match(address, { ignoreVary: true });
  if (found) return found;
  throw error;
}

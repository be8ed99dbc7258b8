// The service worker of /medewerker: shows what a casemanager wants to be told (server/push), and opens the page that it is about. It
// stands between no page and the network, and keeps nothing.

addEventListener('install', () => skipWaiting());
// A window can be led to another page only by the worker that it belongs to.
addEventListener('activate', (event) => event.waitUntil(clients.claim()));

addEventListener('push', (event) => event.waitUntil(show(event.data.json())));

const show = ({ text, path, tag }) =>
  registration.showNotification(text, {
    tag,
    data: path,
    icon: '/apple-touch-icon.png',
    lang: 'nl',
    renotify: true,
  });

addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openPage(event.notification.data));
});

/** In a window of the workplace that is open, or else in a new one. */
async function openPage(path) {
  const [open] = await clients.matchAll({ type: 'window' });
  if (!open) return clients.openWindow(path);
  await open.focus();
  await open.navigate(path);
}

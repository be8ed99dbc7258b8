/** The service worker of who brings jongeren. */
export const workerPath = '/jongerenwerk/worker.js';

/**
 * What it may: ask our own server, and stand between the pages of one part and the network. Without the second header its part
 * would begin below `/jongerenwerk/`. It is looked for anew each time, so an old one does not stay.
 * https://w3c.github.io/ServiceWorker/#service-worker-allowed
 */
export const workerHeaders = {
  'Cache-Control': 'no-cache',
  'Content-Security-Policy': "default-src 'none'; connect-src 'self'",
  'Service-Worker-Allowed': '/jongerenwerk',
};

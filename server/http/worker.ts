/** The service workers: of who brings jongeren, and the one that shows casemanagers what they want to be told. */
const scopes: Readonly<Record<string, string>> = {
  '/jongerenwerk/worker.js': '/jongerenwerk',
  '/medewerker/worker.js': '/medewerker',
};

/**
 * What it may: ask our own server, and stand between the pages of one part and the network. Without the second header its part
 * would begin below `/jongerenwerk/`. It is looked for anew each time, so an old one does not stay.
 * https://w3c.github.io/ServiceWorker/#service-worker-allowed
 */
export function workerHeaders(path: string): Record<string, string> {
  const scope = scopes[path];
  if (scope === undefined) return {};
  return {
    'Cache-Control': 'no-cache',
    'Content-Security-Policy': "default-src 'none'; connect-src 'self'",
    'Service-Worker-Allowed': scope,
  };
}

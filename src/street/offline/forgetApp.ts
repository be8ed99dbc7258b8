/** As public/jongerenwerk/worker.js calls it. */
export const cacheName = 'doorstart-jongerenwerk';

/** Takes the worker and all that it answers with out of this browser. */
export async function forgetApp(): Promise<void> {
  if (!('serviceWorker' in navigator) || !('caches' in globalThis)) return;
  await caches.delete(cacheName);
  await (await navigator.serviceWorker.getRegistration('/jongerenwerk'))?.unregister();
}

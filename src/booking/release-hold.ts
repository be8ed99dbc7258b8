import { storageKeys, tabStorage } from '#ui/storage.ts';

/** Whoever comes back to the times, by the browser's "back" too, lets go of the time that was kept. */
async function release() {
  const token = tabStorage.read(storageKeys.hold);
  if (!token) return;
  tabStorage.write(storageKeys.hold, null);
  try {
    await fetch(`/api/v1/holds/${token}`, { method: 'DELETE', keepalive: true });
    dispatchEvent(new Event('doorstart:released'));
  } catch {
    // No connection: the time comes free by itself.
  }
}

addEventListener('pageshow', release);

/** Whoever comes back to the times, by the browser's "back" too, lets go of the time that was kept. */
async function release() {
  const token = takeToken();
  if (!token) return;
  try {
    await fetch(`/api/v1/holds/${token}`, { method: 'DELETE', keepalive: true });
    dispatchEvent(new Event('doorstart:released'));
  } catch {
    // No connection: the time comes free by itself.
  }
}

function takeToken(): string | null {
  try {
    const token = sessionStorage.getItem('doorstart-hold');
    sessionStorage.removeItem('doorstart-hold');
    return token;
  } catch {
    return null;
  }
}

addEventListener('pageshow', release);

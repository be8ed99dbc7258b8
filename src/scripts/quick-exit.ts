/** "Snel weg": leave first, without this page in the history, and only then clear what is still to be seen or kept. */
document.addEventListener('click', (event) => {
  const target = event.target;
  const link = target instanceof Element ? target.closest('a[data-quick-exit]') : null;
  if (!(link instanceof HTMLAnchorElement)) return;
  location.replace(link.href);
  event.preventDefault();
  document.title = '';
  document.documentElement.hidden = true;
  try {
    const chat = sessionStorage.getItem('doorstart-chat');
    sessionStorage.clear();
    // A chat ends, while the page goes: nobody waits for it. Nor does what it kept until then stay.
    if (chat)
      addEventListener('pagehide', () => {
        sessionStorage.clear();
        navigator.sendBeacon('/api/v1/chat/end', new Blob([chat], { type: 'application/json' }));
      });
  } catch {
    // A browser that keeps nothing has nothing to clear.
  }
});

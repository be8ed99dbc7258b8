const retryMs = 5000;
const patienceMs = 2000;

/**
 * Listens to /live/slots as long as the page is in view. `changed` is called for every change and whenever
 * the stream begins, since nobody said what changed before; `heard` says whether changes come through,
 * false only after a while without. Returns its clean-up.
 */
export function makeLive(changed: () => void, heard: (well: boolean) => void): () => void {
  let events: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let silent: ReturnType<typeof setTimeout> | undefined;

  const stop = () => {
    clearTimeout(retry);
    clearTimeout(silent);
    silent = undefined;
    events?.close();
    events = undefined;
  };
  const start = () => {
    if (events || document.hidden) return;
    const stream = new EventSource('/live/slots');
    events = stream;
    stream.onopen = () => {
      clearTimeout(silent);
      silent = undefined;
      heard(true);
      changed();
    };
    stream.addEventListener('change', changed);
    stream.onerror = () => {
      silent ??= setTimeout(() => heard(false), patienceMs);
      // After a refusal the browser does not try again by itself.
      if (stream.readyState !== EventSource.CLOSED) return;
      events = undefined;
      retry = setTimeout(start, retryMs * (1 + Math.random()));
    };
  };
  const look = () => (document.hidden ? stop() : start());
  const offline = () => heard(false);
  const online = () => {
    stop();
    start();
  };

  document.addEventListener('visibilitychange', look);
  // An open stream would keep the page out of the back/forward cache.
  addEventListener('pagehide', stop);
  addEventListener('pageshow', look);
  addEventListener('offline', offline);
  addEventListener('online', online);
  start();
  return () => {
    stop();
    document.removeEventListener('visibilitychange', look);
    removeEventListener('pagehide', stop);
    removeEventListener('pageshow', look);
    removeEventListener('offline', offline);
    removeEventListener('online', online);
  };
}

// The screen of a waiting room: at each change the page is asked anew and its line takes the place of this one. When the line is
// cut it says so, and goes on by itself.

const main = document.querySelector<HTMLElement>('[data-screen]');
const askEveryMs = 30_000;
const tryAgainMs = 5000;
/** A line that is cut does not always say so. */
const answersWithinMs = 10_000;
/** After so long without a line nobody is named any more: it is no longer true, and the link may have ended. */
const holdsMs = 5 * 60_000;
/** Once a day the page itself is loaded anew, for what a release changed. */
const reloadMs = 24 * 60 * 60_000;

function start(screen: HTMLElement) {
  const offline = screen.querySelector<HTMLElement>('[data-screen-offline]');
  const said = screen.querySelector<HTMLElement>('[data-screen-said]');
  const calledIn = (root: ParentNode) => [...root.querySelectorAll<HTMLElement>('[data-called]')];
  let known = new Set(calledIn(screen).map(({ dataset }) => dataset.called));
  let asking = false;
  let again = false;
  let answeredAt = performance.now();

  const isOff = (off: boolean) => {
    if (offline) offline.hidden = !off;
    const line = screen.querySelector<HTMLElement>('[data-screen-line]');
    if (line) line.hidden = off && performance.now() - answeredAt > holdsMs;
  };

  const ask = async () => {
    again = asking;
    if (asking) return;
    asking = true;
    try {
      const answer = await fetch(location.href, { signal: AbortSignal.timeout(answersWithinMs) });
      const isOld = answer.ok && performance.now() > reloadMs;
      if (answer.status === 404 || isOld) return location.reload();
      if (!answer.ok) return isOff(true);
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.querySelector('[data-screen-line]');
      if (fresh) screen.querySelector('[data-screen-line]')?.replaceWith(document.adoptNode(fresh));
      answeredAt = performance.now();
      isOff(false);
      const called = calledIn(screen);
      const news = called.filter(({ dataset }) => !known.has(dataset.called));
      known = new Set(called.map(({ dataset }) => dataset.called));
      for (const one of news) one.classList.add('is-new');
      if (said && news.length > 0) said.textContent = news.map(({ dataset }) => dataset.say).join('. ');
    } catch {
      isOff(true);
    } finally {
      asking = false;
      if (again) ask();
    }
  };

  const connect = () => {
    const events = new EventSource(screen.dataset.screen ?? '');
    events.addEventListener('open', ask);
    events.addEventListener('change', ask);
    events.addEventListener('ended', () => location.reload());
    events.addEventListener('error', () => {
      isOff(true);
      if (events.readyState === EventSource.CLOSED) setTimeout(connect, tryAgainMs);
    });
  };
  connect();
  setInterval(ask, askEveryMs);
}

if (main) start(main);

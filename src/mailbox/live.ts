// The mailbox of the demo: when a message comes the page is asked anew, and its messages take the place of these.

const mailbox = document.querySelector<HTMLElement>('[data-live-mailbox]');
const tryAgainMs = 5000;

function start(page: HTMLElement) {
  const fresh = page.querySelector<HTMLElement>('[data-mailbox-fresh]');
  const news = page.querySelector<HTMLElement>('[data-mailbox-news]');
  const idsIn = (root: ParentNode) =>
    [...root.querySelectorAll<HTMLElement>('[data-message]')].map(({ dataset }) => dataset.message);
  let asking = false;
  let again = false;

  const ask = async () => {
    again = asking;
    if (asking) return;
    asking = true;
    try {
      const answer = await fetch(location.href);
      const next = new DOMParser()
        .parseFromString(await answer.text(), 'text/html')
        .querySelector('[data-mailbox]');
      const before = page.querySelector('[data-mailbox]');
      if (!answer.ok || !next || !before) return;
      const known = new Set(idsIn(before));
      const came = idsIn(next).filter((id) => !known.has(id));
      if (came.length === 0) return;
      // Who reads on with the keyboard stays where they are.
      const held = document.activeElement?.closest<HTMLElement>('[data-message]')?.dataset.message;
      before.replaceWith(document.adoptNode(next));
      for (const id of came) page.querySelector(`[data-message="${id}"]`)?.classList.add('is-new');
      if (held) page.querySelector<HTMLElement>(`[data-message="${held}"] a`)?.focus();
      if (news) news.textContent = news.dataset.say ?? '';
    } catch {
      // The stream comes back by itself, and asks then.
    } finally {
      asking = false;
      if (again) ask();
    }
  };

  const connect = () => {
    const events = new EventSource(page.dataset.liveMailbox ?? '');
    events.addEventListener('open', () => {
      if (fresh) fresh.hidden = false;
      ask();
    });
    events.addEventListener('change', ask);
    events.addEventListener('error', () => {
      if (fresh) fresh.hidden = true;
      if (events.readyState === EventSource.CLOSED) setTimeout(connect, tryAgainMs);
    });
  };
  connect();
}

if (mailbox) start(mailbox);

export {};

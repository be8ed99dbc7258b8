import { typedFormWord } from '#ui/formWord.ts';
import { watchLeaving } from '#ui/leaving.ts';
import { onPage } from '#ui/work/onPage.ts';

// Follows the agenda: at every change the same page is fetched again and its agenda takes the place of this one.

/** What differs since the page was opened. */
let marked = new Map<string, 'new' | 'changed'>();
let region: HTMLElement | null = null;
let fetching = false;
let again = false;

const offline = () => document.querySelector<HTMLElement>('[data-agenda-offline]');

const itemsIn = (root: HTMLElement) =>
  new Map(
    [...root.querySelectorAll<HTMLElement>('[data-item]')].map((item) => [item.dataset.item ?? '', item]),
  );

/** Says what differs and marks it, in the fresh agenda before it is shown. */
function compare(before: HTMLElement, fresh: HTMLElement) {
  const known = itemsIn(before);
  const items = itemsIn(fresh);
  const news: string[] = [];
  for (const [id, item] of items) {
    const same = known.get(id);
    if (!same) {
      marked.set(id, 'new');
      news.push(item.dataset.sayNew ?? '');
    } else if (same.dataset.state !== item.dataset.state) {
      marked.set(id, 'changed');
      news.push(item.dataset.sayChanged ?? '');
    }
    const mark = marked.get(id);
    if (mark) item.querySelector(`[data-${mark}]`)?.removeAttribute('hidden');
  }
  if (before.dataset.sayGone && [...known.keys()].some((id) => !items.has(id))) {
    news.push(before.dataset.sayGone);
  }
  const announcer = document.querySelector('[data-agenda-status]');
  if (announcer && news.length > 0) announcer.textContent = `${news.join('. ')}.`;
}

/** Shows the fresh agenda; focus and place on the page stay where they were. */
function swap(before: HTMLElement, fresh: HTMLElement) {
  const focused = before.contains(document.activeElement) ? document.activeElement?.id : '';
  const panes = [...before.querySelectorAll<HTMLElement>('[data-pane]')];
  const scrolled = panes.map(({ dataset, scrollTop }) => ({ pane: dataset.pane ?? '', scrollTop }));
  const { scrollX, scrollY } = window;
  before.replaceWith(fresh);
  region = fresh;
  for (const { pane, scrollTop } of scrolled) {
    const same = fresh.querySelector(`[data-pane="${CSS.escape(pane)}"]`);
    if (same) same.scrollTop = scrollTop;
  }
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  scrollTo(scrollX, scrollY);
}

async function refresh() {
  again = fetching;
  if (fetching || !region) return;
  fetching = true;
  try {
    const url = new URL(location.href);
    url.searchParams.set('ververs', '1');
    // A form that is shown again is beside the agenda, and stays as it is.
    url.searchParams.delete(typedFormWord);
    const answer = await fetch(url, { redirect: 'manual' });
    // A redirect leads to the sign-in page: the session is over. Not found: this colleague's agenda is no longer ours to see.
    if (answer.type === 'opaqueredirect' || answer.status === 404) reload();
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.querySelector<HTMLElement>('[data-agenda]');
    // Meanwhile another page may have taken the place of this one.
    if (!fresh || !region?.isConnected) return;
    compare(region, fresh);
    swap(region, document.adoptNode(fresh));
  } catch {
    // No connection: the stream says so, and when it is back the page is fetched again.
  } finally {
    fetching = false;
    if (again) refresh();
  }
}

const isLeaving = watchLeaving();
/** Who signs out on this very page is led on by the form: a reload would break that off. */
function reload() {
  if (!isLeaving()) location.reload();
}

/** Follows the agenda of the page; answers how to stop that. */
function follow(who: string | undefined): () => void {
  let events: EventSource;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let connectedBefore = false;
  const connect = () => {
    events = new EventSource(who ? `/live/agenda?wie=${who}` : '/live/agenda');
    events.addEventListener('open', () => {
      const note = offline();
      if (note) note.hidden = true;
      if (connectedBefore) refresh();
      connectedBefore = true;
    });
    events.addEventListener('change', () => {
      refresh();
      document.dispatchEvent(new Event('doorstart:agenda'));
    });
    events.addEventListener('signed-out', reload);
    events.addEventListener('error', () => {
      const note = offline();
      if (note) note.hidden = false;
      // After a refusal a browser does not try again by itself; the page finds out whether the session is over.
      if (events.readyState === EventSource.CLOSED) {
        retry = setTimeout(connect, 5000);
        refresh();
      }
    });
  };
  connect();
  return () => {
    clearTimeout(retry);
    events.close();
  };
}

onPage(() => {
  region = document.querySelector<HTMLElement>('[data-agenda]');
  marked = new Map();
  return region ? follow(region.dataset.who) : undefined;
});

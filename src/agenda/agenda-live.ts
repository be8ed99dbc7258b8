import { fill } from '#server/kernel/texts/fill.ts';
import { typedFormWord } from '#ui/formWord.ts';
import { watchLeaving } from '#ui/leaving.ts';
import { onPage } from '#ui/work/onPage.ts';
import { keepDrafts } from './keepDrafts.ts';

// Follows the agenda: at every change the same page is fetched again and its agenda takes the place of this one.

const isLeaving = watchLeaving();

/** Who signs out on this very page is led on by the form: a reload would break that off. */
function reload() {
  if (!isLeaving()) location.reload();
}

const itemsIn = (root: HTMLElement) =>
  new Map(
    [...root.querySelectorAll<HTMLElement>('[data-item]')].map((item) => [item.dataset.item ?? '', item]),
  );

/** Follows what the page shows until it is left. */
function follow(first: HTMLElement): () => void {
  const announcer = document.querySelector('[data-agenda-status]');
  const offline = document.querySelector<HTMLElement>('[data-agenda-offline]');
  const marked = new Map<string, 'new' | 'changed'>();
  let region = first;
  let fetching = false;
  let again = false;
  let left = false;
  let connectedBefore = false;
  let events: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;

  /** Says what differs and marks it, in the fresh agenda before it is shown. */
  const compare = (fresh: HTMLElement) => {
    const known = itemsIn(region);
    const items = itemsIn(fresh);
    const { sayNew = '', sayChanged = '', sayCancelled = '', sayGone, wordNew, wordChanged } = fresh.dataset;
    const news: string[] = [];
    for (const [id, item] of items) {
      const same = known.get(id);
      const { when = '', cancelled } = item.dataset;
      if (!same) {
        marked.set(id, 'new');
        news.push(fill(sayNew, { when }));
      } else if (same.dataset.state !== item.dataset.state) {
        marked.set(id, 'changed');
        news.push(fill(cancelled === undefined ? sayChanged : sayCancelled, { when }));
      }
      const mark = marked.get(id);
      const place = mark && item.querySelector('[data-mark]');
      if (!place) continue;
      const word = document.createElement('span');
      word.className = 'event__fresh';
      word.textContent = (mark === 'new' ? wordNew : wordChanged) ?? '';
      place.prepend(word, ' ');
    }
    if (sayGone && [...known.keys()].some((id) => !items.has(id))) news.push(sayGone);
    if (announcer && news.length > 0) announcer.textContent = `${news.join('. ')}.`;
  };

  /** Shows the fresh agenda; focus and place on the page stay where they were. */
  const swap = (fresh: HTMLElement) => {
    const focused = region.contains(document.activeElement) ? document.activeElement?.id : '';
    const { scrollX, scrollY } = window;
    const panes = [...region.querySelectorAll<HTMLElement>('[data-pane]')];
    const scrolled = panes.map(({ dataset, scrollTop, scrollLeft }) => ({
      pane: dataset.pane ?? '',
      scrollTop,
      scrollLeft,
    }));
    keepDrafts(region, fresh);
    region.replaceWith(fresh);
    region = fresh;
    for (const { pane, ...place } of scrolled) {
      fresh
        .querySelector(`[data-pane="${CSS.escape(pane)}"]`)
        ?.scrollTo({ left: place.scrollLeft, top: place.scrollTop });
    }
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    scrollTo(scrollX, scrollY);
    document.dispatchEvent(new Event('doorstart:agenda-shown'));
  };

  const refresh = async () => {
    again = fetching;
    if (fetching) return;
    fetching = true;
    try {
      const url = new URL(location.href);
      url.searchParams.set('refresh', '1');
      // A form that is shown again is beside the agenda, and stays as it is.
      url.searchParams.delete(typedFormWord);
      const answer = await fetch(url, { redirect: 'manual' });
      if (left) return;
      // A redirect leads to the sign-in page: the session is over. Not found: this colleague's agenda is no longer ours to see.
      if (answer.type === 'opaqueredirect' || answer.status === 404) reload();
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.querySelector<HTMLElement>('[data-agenda]');
      if (!fresh || left) return;
      compare(fresh);
      swap(document.adoptNode(fresh));
    } catch {
      // No connection: the stream says so, and when it is back the page is fetched again.
    } finally {
      fetching = false;
      if (again && !left) refresh();
    }
  };

  /** Whose agendas are followed: the one on the page, and that of the afspraak that is open beside it. */
  const address = () => {
    const beside = document.querySelector<HTMLElement>('[data-care]')?.dataset.careWho;
    const whose = new Set([region.dataset.who ?? '', beside ?? region.dataset.who ?? '']);
    const isOwn = whose.size === 1 && whose.has('');
    return isOwn ? '/live/agenda' : `/live/agenda?${[...whose].map((who) => `who=${who}`).join('&')}`;
  };

  const connect = () => {
    if (left) return;
    const stream = new EventSource(address());
    events = stream;
    stream.addEventListener('open', () => {
      if (offline) offline.hidden = true;
      if (connectedBefore) refresh();
      connectedBefore = true;
    });
    stream.addEventListener('change', () => {
      refresh();
      // What else on the page follows the agenda.
      document.dispatchEvent(new Event('doorstart:agenda'));
    });
    stream.addEventListener('signed-out', reload);
    stream.addEventListener('error', () => {
      if (offline) offline.hidden = false;
      // After a refusal a browser does not try again by itself; the page finds out whether the session is over.
      if (stream.readyState === EventSource.CLOSED) {
        retry = setTimeout(connect, 5000);
        refresh();
      }
    });
  };

  const connectAnew = () => {
    clearTimeout(retry);
    events?.close();
    connect();
  };

  connect();
  document.addEventListener('doorstart:agenda-stale', refresh);
  document.addEventListener('doorstart:care-whose', connectAnew);
  return () => {
    left = true;
    clearTimeout(retry);
    events?.close();
    document.removeEventListener('doorstart:care-whose', connectAnew);
    document.removeEventListener('doorstart:agenda-stale', refresh);
  };
}

onPage(() => {
  const region = document.querySelector<HTMLElement>('[data-agenda]');
  return region ? follow(region) : undefined;
});

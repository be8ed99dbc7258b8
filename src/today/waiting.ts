import { navigate } from 'astro:transitions/client';
import type { Inbox } from '#server/chat/types.ts';
import { fill } from '#server/kernel/texts/fill.ts';
import { onPage } from '#ui/work/onPage.ts';
import { inboxConnection } from '../inbox/connection.ts';
import { chatPath } from '../inbox/paths.ts';
import { type ChatRow, type ChatWords, chatRows, presentOf } from './chatRows.ts';

// Who waits on Vandaag, as it is heard of; "Pak op" takes the conversation and opens it.

/** The words that the page wrote with it. */
function wordsOf(words: DOMStringMap): ChatWords {
  const { nameless = '', own = '', take = '', takeThis = '', open = '', openThis = '', taken = '' } = words;
  const { waitsOne = '', waitsMore = '', presentOne = '', presentMore = '' } = words;
  return {
    nameless,
    own,
    take,
    takeThis,
    open,
    openThis,
    taken,
    waitsOne,
    waitsMore,
    presentOne,
    presentMore,
  };
}

/** What is the same stays as it is: the focus, and what a screen reader reads. */
const say = (element: Element | null, text: string) => {
  if (element && element.textContent !== text) element.textContent = text;
};

/** The panel is looked up each time: the page takes a fresh one when the agenda changes. */
function findPanel() {
  const panel = document.querySelector<HTMLElement>('[data-waiting]');
  const list = panel?.querySelector('[data-waiting-rows]');
  const template = panel?.querySelector<HTMLTemplateElement>('[data-waiting-row]');
  const part = (name: string) => panel?.querySelector<HTMLElement>(`[data-waiting-${name}]`) ?? null;
  return panel && list && template ? { said: wordsOf(panel.dataset), list, template, part } : null;
}
type Panel = NonNullable<ReturnType<typeof findPanel>>;

function rowOf({ list, template }: Panel, id: string): Element {
  const known = list.querySelector(`[data-conversation="${CSS.escape(id)}"]`);
  if (known) return known;
  list.append(template.content.cloneNode(true));
  const row = list.lastElementChild;
  if (!row) throw new Error('expected the row that was made');
  row.setAttribute('data-conversation', id);
  return row;
}

function draw(panel: Panel, { id, name, note, preview, act, label, calls }: ChatRow): Element {
  const row = rowOf(panel, id);
  const waited = row.querySelector('[data-note]');
  const link = row.querySelector('a');
  say(row.querySelector('[data-name]'), name);
  say(waited, note);
  waited?.classList.toggle('today__tag--warn', calls);
  say(row.querySelector('[data-preview]'), preview);
  say(link, act);
  link?.setAttribute('href', chatPath(id));
  link?.setAttribute('id', `wacht-${id}`);
  link?.setAttribute('aria-label', label);
  return row;
}

function show(inbox: Inbox | null) {
  const panel = findPanel();
  if (!inbox || !panel) return;
  const { said, list, part } = panel;
  const rows = chatRows(inbox, Date.now(), said).map((row) => draw(panel, row));
  for (const old of [...list.children]) if (!rows.includes(old)) old.remove();
  // Only what stands elsewhere is moved: what is moved loses the focus.
  for (const [index, row] of rows.entries()) {
    const there = list.children[index] ?? null;
    if (there !== row) list.insertBefore(row, there);
  }
  const waiting = inbox.waiting.length;
  const present = presentOf(inbox);
  const count = part('count');
  if (count) count.hidden = waiting === 0;
  say(count, fill(waiting === 1 ? said.waitsOne : said.waitsMore, { count: waiting }));
  say(part('present'), fill(present === 1 ? said.presentOne : said.presentMore, { count: present }));
  const none = part('none');
  if (none) none.hidden = rows.length > 0;
}

onPage(() => {
  if (!findPanel()) return;
  const { asking, feed } = inboxConnection();
  const draws = () => show(feed.inbox());

  /** Takes the conversation and opens it; a colleague may have been first. */
  const take = async (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('[data-waiting] a[data-act]') : null;
    const id = link?.closest<HTMLElement>('[data-conversation]')?.dataset.conversation;
    if (!id || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!feed.inbox()?.waiting.some((one) => one.id === id)) return;
    event.preventDefault();
    try {
      const answer = await asking().emitWithAck('take', { conversation: id });
      const panel = findPanel();
      if ('error' in answer) return say(panel?.part('said') ?? null, panel?.said.taken ?? '');
    } catch {
      // Without a connection the inbox says so, and there one tries again.
    }
    navigate(chatPath(id));
  };
  document.addEventListener('click', take);
  document.addEventListener('doorstart:agenda-shown', draws);
  const timer = setInterval(draws, 1000);
  const silence = feed.listen(draws);
  return () => {
    document.removeEventListener('click', take);
    document.removeEventListener('doorstart:agenda-shown', draws);
    clearInterval(timer);
    silence();
  };
});

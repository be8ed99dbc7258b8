import { streetPaths } from '../paths.ts';
import { changeInOutbox, outboxChanged, readOutbox, takeFromOutbox } from './kept.ts';
import { moveToDraft } from './moveToOutbox.ts';
import { chooseAgain, type Waiting } from './outbox.ts';
import { type Sent, sendOutbox } from './sendOutbox.ts';

// The list of what waits for a connection, and sending it: at once, when the line comes back, and now and then.

const againMs = 20_000;
const day = 24 * 3_600_000;

/** Shows the outbox of somebody in its place on the page. Answers what ends that. */
export function showOutbox(place: HTMLElement, who: string): () => void {
  const list = place.querySelector('[data-list]');
  const signedOut = place.querySelector<HTMLElement>('[data-signed-out]');
  const draw = () => {
    const items = readOutbox(who);
    place.hidden = items.length === 0;
    list?.replaceChildren(...items.map((item) => rowOf(place, item)));
  };
  const send = async () => {
    const sent: Sent = await sendOutbox(who);
    if (signedOut) signedOut.hidden = sent !== 'signed-out';
  };
  for (const item of readOutbox(who))
    if (item.state === 'sent' && Date.now() - item.at > day) takeFromOutbox(item);
  draw();
  send();
  const leaving = new AbortController();
  const { signal } = leaving;
  addEventListener(outboxChanged, draw, { signal });
  // What another tab did.
  addEventListener('storage', draw, { signal });
  addEventListener('online', send, { signal });
  place.addEventListener('click', ({ target }) => act(who, target, send), { signal });
  const again = setInterval(() => document.visibilityState === 'visible' && send(), againMs);
  return () => {
    leaving.abort();
    clearInterval(again);
  };
}

/** A row as the page has it for this state, with what is of this one filled in. */
function rowOf(place: HTMLElement, item: Waiting): DocumentFragment {
  const state = item.state === 'waiting' && item.tries > 0 ? 'later' : item.state;
  const template = place.querySelector<HTMLTemplateElement>(`template[data-state="${state}"]`);
  const row = template?.content.cloneNode(true);
  if (!(row instanceof DocumentFragment)) throw new Error(`expected a row for ${state}`);
  for (const part of row.querySelectorAll<HTMLElement>('[data-key]')) part.dataset.key = item.key;
  for (const part of row.querySelectorAll('[data-name]')) part.textContent = item.firstName;
  for (const link of row.querySelectorAll<HTMLAnchorElement>('a[data-open]'))
    link.href = streetPaths.referral(item.id);
  const words = row.querySelector('[data-words]');
  words?.replaceChildren(
    ...item.words.map((text) => Object.assign(document.createElement('li'), { textContent: text })),
  );
  const near = row.querySelector('[data-near]');
  const one = near?.querySelector('li');
  if (near && one) {
    near.replaceChildren(...item.near.map(({ value, words: text }) => nearOf(one, { value, text })));
    if (item.near.length === 0) near.remove();
  }
  return row;
}

function nearOf(one: HTMLLIElement, { value, text }: { value: string; text: string }): Node {
  const made = one.cloneNode(true);
  const button = made instanceof HTMLElement ? made.querySelector('button') : null;
  if (button) {
    button.value = value;
    button.textContent = text;
  }
  return made;
}

function act(who: string, target: EventTarget | null, send: () => unknown): void {
  const button = target instanceof Element ? target.closest('button') : null;
  const key = button?.closest<HTMLElement>('[data-key]')?.dataset.key;
  const item = readOutbox(who).find((one) => one.key === key);
  if (!button || !item) return;
  const { does } = button.dataset;
  if (does === 'drop') takeFromOutbox(item);
  if (does === 'choose') {
    changeInOutbox(item, (stands) => chooseAgain(stands, button.value));
    send();
  }
  if (does === 'mend') {
    moveToDraft(item);
    location.assign(streetPaths.refer(item.way));
  }
}

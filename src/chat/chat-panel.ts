import { createSignal } from 'solid-js';
import { isComposing } from '#ui/isComposing.ts';
import styles from './chat.css?url';
import { recall, recallToken, store } from './client/stored.ts';
import { fillScreen } from './fillScreen.ts';
import { mountChat } from './island/mount.tsx';
import { type ChatFacts, loadSay } from './texts.ts';

let panel: Promise<Panel> | undefined;

interface Panel {
  show(isShown: boolean): void;
  focus(): void;
}

/** Shows the chat over the page. When nobody asked for it, it is as it was on the page before, and takes no focus. */
export async function showPanel(button: HTMLAnchorElement, press?: MouseEvent): Promise<void> {
  panel ??= makePanel(button);
  const made = await panel.catch((error: unknown) => {
    panel = undefined;
    throw error;
  });
  made.show(press !== undefined || recall('panel') === 'open');
  button.ariaBusy = null;
  if (press) made.focus();
}

async function makePanel(button: HTMLAnchorElement): Promise<Panel> {
  const [isShown, setShown] = createSignal(false);
  const root = document.createElement('div');
  root.className = 'chat-panel';
  root.hidden = true;
  root.setAttribute('role', 'dialog');
  root.setAttribute('aria-labelledby', 'chat-title');
  const fill = fillScreen(root);
  const set = (shown: boolean) => {
    root.hidden = !shown;
    button.hidden = shown;
    fill(shown);
    setShown(shown);
    // Nothing is left to come back to once no chat goes on.
    store('panel', shown ? 'open' : recallToken() === null ? null : 'closed');
  };
  // As it was left on a later page, or gone with its conversation.
  addEventListener('pageshow', ({ persisted }) => persisted && set(recall('panel') === 'open'));
  const close = () => {
    set(false);
    button.focus();
  };
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || isComposing(event)) return;
    const menu = root.querySelector<HTMLDetailsElement>('details[open]');
    if (!menu) return close();
    menu.open = false;
    menu.querySelector('summary')?.focus();
  });

  const exit = document.querySelector<HTMLAnchorElement>('a[data-quick-exit]');
  // The page wrote it, from this very type.
  const facts: ChatFacts = JSON.parse(button.dataset.chatButton ?? '');
  // All at once: on a slow line each is a wait. Where the way in does not come, the chat says so.
  const prefetched = recallToken() === null ? fetch(button.href) : undefined;
  prefetched?.catch(() => {});
  const [say] = await Promise.all([loadSay(facts.lang), loaded(styles)]);
  mountChat(root, {
    ...facts,
    say,
    isShown,
    prefetched,
    panel: { close, exit: { href: exit?.href ?? '', text: exit?.textContent?.trim() ?? '' } },
    unread(count) {
      const badge = button.querySelector<HTMLElement>('[data-unread]');
      if (badge) badge.textContent = count > 0 ? String(count) : '';
    },
  });
  // Not beside its button: the head is out of reach while the panel fills a small screen.
  document.querySelector('.main')?.after(root);
  return {
    show: set,
    // A keyboard on the screen would cover what there is to read.
    focus() {
      const field = root.querySelector<HTMLElement>('#chat-write');
      const start =
        field && !matchMedia('(pointer: coarse)').matches
          ? field
          : root.querySelector<HTMLElement>('#chat-title');
      start?.focus();
    },
  };
}

/** Waits until a stylesheet is there; without it the chat would lie about the page. */
function loaded(href: string): Promise<unknown> {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = href;
  return new Promise((resolve, reject) => {
    link.addEventListener('load', resolve);
    link.addEventListener('error', () => reject(new TypeError('expected the styles of the chat')));
    document.head.append(link);
  });
}

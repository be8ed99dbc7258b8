import { createSignal } from 'solid-js';
import { render } from 'solid-js/web';
import { inLanguage } from '#server/kernel/languages.ts';
import { leaveQuestion, type Opened, startConversation } from '../api.ts';
import { newStartKey } from '../client/newId.ts';
import { recall, store } from '../client/stored.ts';
import type { ChatFacts, Say } from '../texts.ts';
import { Danger } from './Danger.tsx';

export interface PreChatParts extends ChatFacts {
  say: Say;
  isShown: () => boolean;
  /** Only a question for later: a place in the queue is kept meanwhile. */
  aside?: boolean;
  /** The page with it, where it was asked for already. */
  prefetched?: Promise<Response> | undefined;
  entered: (token: string, name: string | undefined) => void;
}

export interface PreChat {
  send(form: HTMLFormElement): Promise<void>;
  stop(): void;
}

const freshEveryMs = 30_000;

/**
 * The way in: what the server draws on the page of the chat, in whatever place. Its forms are sent from here, so that
 * the chat goes on where it is; what is wrong with them the server shows, as it does without scripts.
 */
export function makePreChat(place: HTMLElement, parts: PreChatParts): PreChat {
  const { lang, phone, say, isShown, aside, prefetched, entered } = parts;
  const address = inLanguage(lang, aside ? '/chat?question=yes' : '/chat');
  const questionKey = newStartKey();
  let busy = false;

  const show = async (asked: Promise<Response>) => place.replaceChildren(...(await chatIn(asked)).childNodes);
  const load = (asked = fetch(address)) =>
    show(asked).catch(() => {
      const link = document.createElement('a');
      link.href = address;
      link.textContent = say('talk.load-failed');
      place.replaceChildren(link);
    });

  /** How it is now; what somebody is filling in stays. */
  const refresh = async () => {
    if (!isShown() || document.hidden || busy) return;
    const now = place.querySelector('[data-now]');
    if (!now || place.querySelector('form:not([hidden]) :is(input, textarea):not(:placeholder-shown)'))
      return;
    now.replaceWith((await chatIn(fetch(address))).querySelector('[data-now]') ?? now);
  };

  const send = async (form: HTMLFormElement) => {
    if (busy) return;
    busy = true;
    form.ariaBusy = 'true';
    const tell = (words: string) => {
      const problem = form.querySelector('[data-problem]');
      if (problem) problem.textContent = words;
    };
    tell('');
    try {
      const answer = await ask(form);
      if (answer.ok) entered(answer.token, answer.name);
      else if (answer.error === 'blocked') tell(say('talk.start.blocked', { phone }));
      else if (answer.error === 'too-many') tell(say('talk.start.too-many'));
      else if (answer.error === 'closed') {
        await load();
        // It says why there is no chat: the button that had the focus is gone.
        const now = place.querySelector<HTMLElement>('[data-now]');
        now?.setAttribute('tabindex', '-1');
        now?.focus();
      } else {
        await show(fetch(form.action, { method: 'POST', body: new URLSearchParams(textsOf(form)) }));
        place.querySelector<HTMLElement>('[data-error-summary]')?.focus();
      }
    } catch {
      tell(say('talk.start.failed'));
    }
    busy = false;
    form.ariaBusy = null;
  };
  const ask = async (form: HTMLFormElement): Promise<Opened & { name?: string | undefined }> => {
    const values = Object.fromEntries(textsOf(form).map(([name, text]) => [name.replace(/^\w+-/, ''), text]));
    const { question = '', name, topic, email, phone: number, reachBy } = values;
    const about = { language: lang, name, topic };
    if (form.dataset.chatForm === 'start') {
      return { ...(await startConversation({ ...about, startKey: startKey() })), name };
    }
    const contact = { email, phone: number };
    return leaveQuestion({ ...about, startKey: questionKey, question, contact, reachBy });
  };

  const [text, setText] = createSignal('');
  const onSubmit = (event: SubmitEvent) => {
    if (!(event.target instanceof HTMLFormElement)) return;
    event.preventDefault();
    send(event.target);
  };
  /** What somebody types as a question is watched for danger, too. */
  const onInput = ({ target }: Event) => {
    if (!(target instanceof HTMLTextAreaElement)) return;
    if (!target.nextElementSibling) {
      const spot = document.createElement('div');
      target.after(spot);
      render(() => <Danger say={say} text={text()} scrolls />, spot);
    }
    setText(target.value);
  };
  place.addEventListener('submit', onSubmit);
  place.addEventListener('input', onInput);
  const timer = setInterval(() => refresh().catch(() => {}), freshEveryMs);
  if (!place.firstElementChild) {
    place.textContent = say('talk.loading');
    load(prefetched);
  }
  return {
    send,
    stop() {
      clearInterval(timer);
      place.removeEventListener('submit', onSubmit);
      place.removeEventListener('input', onInput);
    },
  };
}

/** A start whose answer was lost is repeated under the same key, and is the same conversation. */
function startKey(): string {
  const key = recall('startKey') ?? newStartKey();
  store('startKey', key);
  return key;
}

/** The part of the page that is the chat. */
async function chatIn(asked: Promise<Response>): Promise<HTMLElement> {
  const page = new DOMParser().parseFromString(await (await asked).text(), 'text/html');
  const chat = page.querySelector<HTMLElement>('[data-chat]');
  if (!chat) throw new Error('expected the page of the chat');
  chat.querySelector('.without-scripts')?.remove();
  return document.adoptNode(chat);
}

/** The texts of a form, without what was left empty. */
const textsOf = (form: HTMLFormElement): [string, string][] =>
  [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' && value ? [[name, value]] : [],
  );

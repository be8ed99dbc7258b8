import { createEffect, createMemo, createSignal, on, Show, untrack } from 'solid-js';
import { Bar, type PanelParts } from './Bar.tsx';
import { Composer } from './Composer.tsx';
import type { ChatState } from './createChatState.ts';
import { createLater } from './createLater.ts';
import { createRoom } from './createRoom.ts';
import { Ended } from './Ended.tsx';
import { EndSure } from './EndSure.tsx';
import { Menu } from './Menu.tsx';
import { Notices } from './Notices.tsx';
import { PreChat } from './PreChat.tsx';
import { Thread } from './Thread.tsx';

/** What is shown as a card. */
const cardKinds: ReadonlySet<string> = new Set(['offer', 'booked', 'proposal']);

interface Props {
  chat: ChatState;
  token: string;
  panel: PanelParts | undefined;
  unread: ((count: number) => void) | undefined;
}

/** A conversation: waiting, talking, and after it ended. */
export function Room(props: Props) {
  const { chat } = props;
  const { say } = chat;
  const room = createRoom({ token: props.token, isShown: chat.isShown, gone: chat.gone });
  const [sure, setSure] = createSignal(false);
  /** Somebody in the queue leaves a question, and keeps the place. */
  const [aside, setAside] = createSignal<'no' | 'asks' | 'asked'>('no');
  const status = () => room.state()?.status;
  const isClosed = createMemo(() => status() === 'closed');
  const title = () => {
    const name = room.state()?.casemanager;
    if (isClosed()) return say('talk.ended');
    if (status() === 'active' && name) return say('talk.room.active', { name });
    if (room.state()?.kind === 'question') return say('talk.question');
    return say(status() === 'waiting' ? 'talk.queue' : 'talk.title');
  };
  /** In this page it was under way, or over: what takes the place of the other has the focus then, and not at first. */
  const [wasOpen, setWasOpen] = createSignal(false);
  const [wasOver, setWasOver] = createSignal(chat.entered());
  createEffect(() => {
    if (status() !== undefined) (isClosed() ? setWasOver : setWasOpen)(true);
  });
  /** Where the focus goes when what had it made way for the conversation. */
  const toTitle = () => document.getElementById('chat-title')?.focus();
  const turn = (next: 'no' | 'asked') => {
    setAside(next);
    toTitle();
  };
  const stay = () => {
    setSure(false);
    toTitle();
  };
  const cards = createLater(
    () => room.isUp() && room.messages().some(({ kind }) => cardKinds.has(kind)),
    () => import('./offer/Card.tsx'),
  );
  createEffect(() => props.unread?.(room.unread()));
  createEffect(on(isClosed, () => setSure(false)));

  return (
    <>
      <Bar chat={chat} title={title()} panel={props.panel}>
        <Menu
          chat={chat}
          room={room}
          canEnd={status() !== undefined && !isClosed()}
          onEnd={() => setSure(true)}
        />
      </Bar>
      <Notices chat={chat} room={room} aside={aside()} onAsk={() => setAside('asks')} />
      <Show when={aside() === 'asks' && !isClosed()}>
        <button class="talk__text-button talk__back" type="button" onClick={() => turn('no')}>
          {say('talk.question.back')}
        </button>
        <PreChat chat={chat} aside={() => turn('asked')} />
      </Show>
      <div class="talk__room" hidden={aside() === 'asks' && !isClosed()}>
        <Thread chat={chat} room={room} cards={cards} />
        <Show when={sure()}>
          <EndSure say={say} room={room} onDone={() => setSure(false)} onNo={stay} />
        </Show>
        <Show when={isClosed()} fallback={<Composer say={say} room={room} focus={untrack(wasOver)} />}>
          <Ended chat={chat} room={room} focus={untrack(wasOpen)} />
        </Show>
      </div>
    </>
  );
}

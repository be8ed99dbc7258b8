import { Show } from 'solid-js';
import { inLanguage } from '#server/kernel/languages.ts';
import { telephoneHref } from '../../site/telephone.ts';
import { sayQueuePlace } from '../sayQueuePlace.ts';
import type { ChatState } from './createChatState.ts';
import type { RoomState } from './createRoom.ts';

interface Props {
  chat: ChatState;
  room: RoomState;
  /** Whether a question is left beside the place in the queue. */
  aside: 'no' | 'asks' | 'asked';
  onAsk: () => void;
}

/** How the conversation stands, above what is said in it: the connection, and the place in the queue. */
export function Notices(props: Props) {
  const { chat, room } = props;
  const { say } = chat;
  const waits = () => room.state()?.status === 'waiting';
  const place = () => (waits() ? room.place() : null);
  const isAlone = () => place()?.present === false;
  const lines = () => {
    const now = place();
    const left = `${say('talk.question.sent')}. ${say('talk.question.sent.text')}`;
    if (waits() && room.state()?.kind === 'question') return `${left} ${say('talk.question.stay')}`;
    if (!now) return '';
    const queue = isAlone()
      ? say('talk.queue.away')
      : `${sayQueuePlace(say, now)} ${say('talk.queue.write')}`;
    return props.aside === 'asked' ? `${left} ${queue}` : queue;
  };
  return (
    <>
      <p class="talk__note" classList={{ 'talk__note--lost': room.isLost() }} role="status">
        {room.isLost() ? say('talk.lost') : room.isBack() ? say('talk.back') : ''}
      </p>
      <p class="talk__note" role="status">
        {lines()}
      </p>
      <Show when={room.isLoose()}>
        <p class="talk__note talk__note--lost" role="status">
          {say('talk.loose')}
        </p>
      </Show>
      <Show when={isAlone() && props.aside !== 'asks'}>
        <div class="talk__note talk__ways">
          <Show when={props.aside === 'no'}>
            <button class="nl-button nl-button--primary" type="button" onClick={props.onAsk}>
              {say('talk.away.ask')}
            </button>
          </Show>
          <a class="nl-button nl-button--secondary" href={inLanguage(chat.lang, '/afspraak')}>
            {say('talk.away.book')}
          </a>
          <a class="nl-button nl-button--secondary" href={telephoneHref(chat.phone)}>
            {say('talk.away.call', { phone: chat.phone })}
          </a>
        </div>
      </Show>
    </>
  );
}

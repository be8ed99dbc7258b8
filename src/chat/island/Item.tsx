import { Show } from 'solid-js';
import type { EventMessage, ProposalAnswerMessage, TextMessage } from '#server/chat/types.ts';
import type { Received } from '../client/received.ts';
import { sayLine } from '../lines.ts';
import { Bubble } from './Bubble.tsx';
import type { ChatState } from './createChatState.ts';
import type { RoomState } from './createRoom.ts';
import type * as Cards from './offer/Card.tsx';

interface Props<Kind extends Received = Received> {
  chat: ChatState;
  room: RoomState;
  message: Kind;
}

const dayMs = 86_400_000;

/** One message, and above the first of each day which day it is. */
export function Item(props: Props & { cards: () => typeof Cards | null }) {
  const { chat, room, message } = props;
  const { say } = chat;
  const { day } = chat.clock;
  const name = day(message.at);
  const isNewDay = () => {
    const before = room.before(message);
    return !before || day(before.at) !== name;
  };
  const sayDay = () => {
    if (name === day(Date.now())) return say('talk.today');
    return name === day(Date.now() - dayMs) ? say('talk.yesterday') : name;
  };
  const draw = () => {
    if (message.kind === 'unreadable') return <li class="talk__line">{say('talk.unreadable')}</li>;
    if (message.kind === 'text') return <Said chat={chat} room={room} message={message} />;
    if (message.kind !== 'offer' && message.kind !== 'booked' && message.kind !== 'proposal')
      return <Line chat={chat} room={room} message={message} />;
    return (
      <Show when={props.cards()}>
        {(loaded) => {
          const { Card } = loaded();
          return <Card chat={chat} room={room} message={message} />;
        }}
      </Show>
    );
  };
  return (
    <>
      <Show when={isNewDay()}>
        <li class="talk__day">{sayDay()}</li>
      </Show>
      {draw()}
    </>
  );
}

function Said(props: Props<TextMessage>) {
  const { chat, room, message } = props;
  const { say } = chat;
  const own = message.author === 'jongere';
  const goesOn = () => {
    const before = room.before(message);
    return before?.kind === 'text' && before.author === message.author && before.name === message.name;
  };
  const isLast = () => room.messages().at(-1) === message && room.entries().length === 0;
  const receipt = () => {
    const { delivered = 0, seen = 0 } = room.state()?.receipts ?? {};
    return seen >= message.seq ? 'seen' : delivered >= message.seq ? 'delivered' : 'sent';
  };
  return (
    <Bubble
      chat={chat}
      said={message}
      name={own ? say('talk.you') : (message.name ?? say('talk.casemanager'))}
      own={own}
      quiet={own || goesOn()}
      status={own && isLast() ? say(`talk.receipt.${receipt()}`) : ''}
    />
  );
}

function Line(props: Props<EventMessage | ProposalAnswerMessage>) {
  const { chat, room, message } = props;
  const { say } = chat;
  const isAsking = () =>
    message.kind === 'asked' && room.messages().at(-1) === message && room.state()?.status === 'active';
  return (
    <li class="talk__line">
      {sayLine(say, message)}
      <Show when={isAsking()}>
        <button
          class="nl-button nl-button--secondary"
          type="button"
          onClick={() => room.say(say('talk.line.asked.yes'))}
        >
          {say('talk.line.asked.yes')}
        </button>
      </Show>
    </li>
  );
}

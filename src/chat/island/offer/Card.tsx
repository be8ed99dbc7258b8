import type { BookedMessage, OfferMessage } from '#server/chat/types.ts';
import type { ChatState } from '../createChatState.ts';
import type { RoomState } from '../createRoom.ts';
import { Booked } from './Booked.tsx';
import { Offer } from './Offer.tsx';

interface Props {
  chat: ChatState;
  room: RoomState;
  message: OfferMessage | BookedMessage;
}

/** The card of an afspraak that is offered, or made. */
export function Card(props: Props) {
  const { chat, room, message } = props;
  return message.kind === 'offer' ? (
    <Offer chat={chat} room={room} offer={message} />
  ) : (
    <Booked chat={chat} booked={message} />
  );
}

import type { BookedMessage, OfferMessage } from '#server/chat/types.ts';
import type { RoomState } from '../createRoom.ts';
import type { Talk } from '../createTalk.ts';
import { Booked } from './Booked.tsx';
import { Offer } from './Offer.tsx';

interface Props {
  talk: Talk;
  room: RoomState;
  message: OfferMessage | BookedMessage;
}

/** The card of an afspraak that is offered, or made. */
export function Card(props: Props) {
  const { talk, room, message } = props;
  return message.kind === 'offer' ? (
    <Offer talk={talk} room={room} offer={message} />
  ) : (
    <Booked talk={talk} booked={message} />
  );
}

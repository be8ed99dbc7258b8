import type { BookedMessage, OfferMessage, ProposalMessage } from '#server/chat/types.ts';
import type { ChatState } from '../createChatState.ts';
import type { RoomState } from '../createRoom.ts';
import { Booked } from './Booked.tsx';
import { Offer } from './Offer.tsx';
import { Proposal } from './Proposal.tsx';

interface Props {
  chat: ChatState;
  room: RoomState;
  message: OfferMessage | BookedMessage | ProposalMessage;
}

/** The card of an afspraak that is offered or made, or of an organisation that is proposed. */
export function Card({ chat, room, message }: Props) {
  switch (message.kind) {
    case 'offer':
      return <Offer chat={chat} room={room} offer={message} />;
    case 'booked':
      return <Booked chat={chat} booked={message} />;
    case 'proposal':
      return <Proposal chat={chat} room={room} proposal={message} />;
  }
}

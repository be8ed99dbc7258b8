import type { BookedMessage, OfferMessage } from '#server/chat/types.ts';
import type { Language } from '#server/kernel/languages.ts';
import { loadSayOffer } from '../../texts.ts';
import type { RoomState } from '../createRoom.ts';
import type { Talk } from '../createTalk.ts';
import { Booked } from './Booked.tsx';
import { Offer } from './Offer.tsx';

interface Props {
  talk: Talk;
  room: RoomState;
  message: OfferMessage | BookedMessage;
}

/** The cards of an afspraak, with their words: they come when there is one to show. */
export async function loadCards(lang: Language) {
  const say = await loadSayOffer(lang);
  return ({ talk, room, message }: Props) => {
    const parts = { say, talk, room };
    return message.kind === 'offer' ? (
      <Offer parts={parts} offer={message} />
    ) : (
      <Booked parts={parts} booked={message} />
    );
  };
}
export type Cards = Awaited<ReturnType<typeof loadCards>>;

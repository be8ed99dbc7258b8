import { createEffect, on, Show } from 'solid-js';
import type { OfferMessage } from '#server/chat/types.ts';
import type { ChatState } from '../createChatState.ts';
import type { RoomState } from '../createRoom.ts';
import { Problem } from '../Problem.tsx';
import { createOffer } from './createOffer.ts';
import { OfferForm } from './OfferForm.tsx';
import { OfferTimes } from './OfferTimes.tsx';

interface Props {
  chat: ChatState;
  room: RoomState;
  offer: OfferMessage;
}

/** The card of an offered afspraak: first a time, and only then who for. Only its title is read out by itself. */
export function Offer(props: Props) {
  const { chat, room, offer } = props;
  const { say } = chat;
  const state = createOffer(chat, room, offer);
  // Its own button is gone then; the confirmation stands below.
  createEffect(
    on(
      () => state.booked()?.seq,
      (seq) => {
        if (seq !== undefined && state.chosen()) document.getElementById(`chat-booked-${seq}`)?.focus();
      },
      { defer: true },
    ),
  );
  return (
    <li class="talk__card">
      <h3 class="talk__card-title">{say('talk.offer', { name: offer.name })}</h3>
      <div class="talk__card-body" aria-live="off">
        <Show when={!state.booked()} fallback={<p>{say('offer.done')}</p>}>
          <Problem text={state.problem()} />
          <Show when={state.chosen()} fallback={<OfferTimes chat={chat} offer={offer} state={state} />}>
            {(slot) => <OfferForm chat={chat} state={state} slot={slot()} form={`offer-${offer.seq}`} />}
          </Show>
        </Show>
      </div>
    </li>
  );
}

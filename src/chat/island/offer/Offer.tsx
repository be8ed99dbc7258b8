import { createEffect, on, Show } from 'solid-js';
import type { OfferMessage } from '#server/chat/types.ts';
import type { RoomState } from '../createRoom.ts';
import type { Talk } from '../createTalk.ts';
import { Problem } from '../Problem.tsx';
import { createOffer } from './createOffer.ts';
import { OfferForm } from './OfferForm.tsx';
import { OfferTimes } from './OfferTimes.tsx';

interface Props {
  talk: Talk;
  room: RoomState;
  offer: OfferMessage;
}

/** The card of an offered afspraak: first a time, and only then who for. Only its title is read out by itself. */
export function Offer(props: Props) {
  const { talk, room, offer } = props;
  const { say } = talk;
  const state = createOffer(talk, room, offer);
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
          <Show when={state.chosen()} fallback={<OfferTimes talk={talk} offer={offer} state={state} />}>
            {(slot) => <OfferForm talk={talk} state={state} slot={slot()} form={`offer-${offer.seq}`} />}
          </Show>
        </Show>
      </div>
    </li>
  );
}

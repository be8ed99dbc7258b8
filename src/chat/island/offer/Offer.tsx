import { createEffect, on, Show } from 'solid-js';
import type { OfferMessage } from '#server/chat/types.ts';
import { Problem } from '../Problem.tsx';
import { type CardParts, createOffer } from './createOffer.ts';
import { OfferForm } from './OfferForm.tsx';
import { OfferTimes } from './OfferTimes.tsx';

interface Props {
  parts: CardParts;
  offer: OfferMessage;
}

/** The card of an offered afspraak: first a time, and only then who for. Only its title is read out by itself. */
export function Offer(props: Props) {
  const { parts, offer } = props;
  const { say, talk } = parts;
  const state = createOffer(parts, offer);
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
      <h3 class="talk__card-title">{talk.say('talk.offer', { name: offer.name })}</h3>
      <div class="talk__card-body" aria-live="off">
        <Show when={!state.booked()} fallback={<p>{say('offer.done')}</p>}>
          <Problem text={state.problem()} />
          <Show when={state.chosen()} fallback={<OfferTimes parts={parts} offer={offer} state={state} />}>
            {(slot) => <OfferForm parts={parts} state={state} slot={slot()} form={`offer-${offer.seq}`} />}
          </Show>
        </Show>
      </div>
    </li>
  );
}

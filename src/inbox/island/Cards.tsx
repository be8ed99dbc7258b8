import { For, Show } from 'solid-js';
import type { BookedMessage, OfferMessage } from '#server/chat/types.ts';
import { Icon } from '#ui/Icon.tsx';
import * as shapes from '#ui/shapes.ts';
import { staffPaths } from '../../agenda/paths.ts';
import { dayWords, timeWords } from '../moments.ts';
import type { Inbox } from './createInbox.ts';

/** The times that were offered: the jongere sees real free ones there. */
export function Offered(props: { inbox: Inbox; offer: OfferMessage }) {
  const { say, page, topicOf } = props.inbox;
  const { offer } = props;
  const place = () => page.locations.find(({ id }) => id === offer.location)?.name;
  return (
    <li class="log-card">
      <p class="log-card__title">
        <Icon shape={shapes.calendar} />
        {offer.staffId === page.me.id ? say('inbox.offered.own') : say('inbox.offered', { name: offer.name })}
      </p>
      <p>
        {[topicOf(offer.topic), offer.modality && say(`inbox.way.${offer.modality}`), place()]
          .filter(Boolean)
          .join(', ')}
      </p>
      <Show when={offer.times}>
        {(times) => (
          <ul class="log-card__times">
            <For each={times()}>
              {(at) => (
                <li>
                  {dayWords(at)}, {timeWords(at)}
                </li>
              )}
            </For>
          </ul>
        )}
      </Show>
      <p class="log-card__foot">
        {say(offer.times ? 'inbox.offered.picked' : 'inbox.offered.text')} <time>{timeWords(offer.at)}</time>
      </p>
    </li>
  );
}

/** The afspraak that came of it. Who may not open it reads with whom and when it is. */
export function Booked(props: { inbox: Inbox; booked: BookedMessage }) {
  const { say, page } = props.inbox;
  const { booked } = props;
  const isOfTeam = page.me.team !== null && booked.team === page.me.team;
  return (
    <li class="log-card log-card--booked">
      <p class="log-card__title">
        <Icon shape={shapes.calendar} />
        {say('inbox.booked', { name: booked.name })}
      </p>
      <p class="log-card__when">
        {say('inbox.booked.when', {
          day: dayWords(booked.start),
          from: timeWords(booked.start),
          until: timeWords(booked.end),
        })}
      </p>
      <p>{[say(`inbox.way.${booked.modality}`), booked.location].filter(Boolean).join(', ')}</p>
      <p class="log-card__foot">
        <Show when={booked.appointmentId} fallback={say('inbox.booked.wiped')}>
          {(id) => (
            <Show when={isOfTeam} fallback={say('inbox.booked.elsewhere')}>
              <a href={staffPaths.appointment(id())}>{say('inbox.booked.link')}</a>
            </Show>
          )}
        </Show>{' '}
        <time>{timeWords(booked.at)}</time>
      </p>
    </li>
  );
}

import { Show } from 'solid-js';
import type { BookedMessage } from '#server/chat/types.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import { wording } from '#ui/wording.ts';
import type { ChatState } from '../createChatState.ts';

/** The afspraak that was made, with its private link. */
export function Booked(props: { chat: ChatState; booked: BookedMessage }) {
  const { booked, chat } = props;
  const { say } = chat;
  const words = wording(chat.lang);
  const { start, end, modality, location, name, managePath } = booked;
  const calendar = (path: string) => `/api/v1/appointments/${path.split('/').at(-1)}/calendar.ics`;
  const where = meetsAtLocation(modality)
    ? ([
        say('offer.booked.place'),
        modality === 'wandelen' ? say('offer.wandelen', { place: location ?? '' }) : (location ?? ''),
      ] as const)
    : ([
        say('offer.booked.how'),
        modality === 'telefoon' ? say('offer.booked.call', { name }) : say('offer.video'),
      ] as const);
  const rows = [
    [say('offer.booked.day'), words.date(start)],
    [say('offer.booked.time'), say('talk.booked.times', { from: words.time(start), until: words.time(end) })],
    where,
    [say('offer.booked.with'), name],
  ] as const;
  return (
    <li class="talk__card talk__card--booked">
      <h3 class="talk__card-title" id={`chat-booked-${booked.seq}`} tabindex="-1">
        {say('talk.booked')}
      </h3>
      <div class="talk__card-body">
        <dl class="talk__facts-list">
          {rows.map(([term, value]) => (
            <div>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <Show when={managePath} fallback={<p class="talk__small">{say('offer.booked.wiped')}</p>}>
          {(path) => (
            <>
              <p class="talk__small">{say('offer.booked.keep')}</p>
              <div class="talk__ways">
                <a class="nl-button nl-button--primary" href={path()}>
                  {say('offer.booked.link')}
                </a>
                <a class="nl-button nl-button--secondary" href={calendar(path())}>
                  {say('offer.booked.calendar')}
                </a>
              </div>
            </>
          )}
        </Show>
      </div>
    </li>
  );
}

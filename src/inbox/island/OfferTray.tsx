import { For, Show } from 'solid-js';
import { mostOfferedTimes } from '#server/chat/rules.ts';
import type { ConversationSummary } from '#server/chat/types.ts';
import { createOffering } from './createOffering.ts';
import type { Pane } from './createPane.ts';
import { OfferTimes } from './OfferTimes.tsx';
import { Tray } from './Tray.tsx';

/** Above the field: about what, how, with whom, and the free times to pick from. Without one the jongere chooses from all. */
export function OfferTray(props: { pane: Pane; conversation: ConversationSummary }) {
  const { pane, conversation } = props;
  const { say, page } = pane.inbox;
  const offering = createOffering(pane, conversation);
  const name = () => props.conversation.firstName ?? say('inbox.who.this');
  const manners = (): [value: string, words: string][] => [
    ['', say('inbox.offer.any-way')],
    ['telefoon', say('inbox.way.telefoon')],
    ['video', say('inbox.way.video')],
    ['op-locatie', say('inbox.offer.any-place')],
    ...page.locations.map(({ id, name: place }): [string, string] => [`op-locatie/${id}`, place]),
    ...page.locations
      .filter(({ walks }) => walks)
      .map(({ id, name: place }): [string, string] => [`wandelen/${id}`, say('inbox.offer.walk', { place })]),
  ];
  return (
    <Tray pane={pane} part="aanbod" title={say('inbox.offer')} send={offering.send}>
      <div class="offer-tray__choices">
        <Choice
          label={say('inbox.offer.topic')}
          value={offering.topic()}
          options={page.topics.map(({ id, label }) => [id, label])}
          set={offering.setTopic}
        />
        <Choice
          label={say('inbox.offer.way')}
          value={offering.manner()}
          options={manners()}
          set={offering.setManner}
        />
        <Choice
          label={say('inbox.offer.with')}
          value={offering.isTeam() ? 'team' : 'own'}
          options={[
            ['own', say('inbox.offer.with.own')],
            ['team', say('inbox.offer.with.team')],
          ]}
          set={(value) => offering.setTeam(value === 'team')}
        />
      </div>
      <Show when={offering.problem()}>
        <p class="offer-tray__problem" role="alert">
          {offering.problem()}
        </p>
      </Show>
      <Show when={offering.isSettled()}>
        <OfferTimes pane={pane} offering={offering} />
      </Show>
      <div class="offer-tray__foot">
        <p role="status">
          {offering.picked().length === 0
            ? say(offering.isSettled() ? 'inbox.offer.none-picked' : 'inbox.offer.no-way', {
                name: name(),
                most: mostOfferedTimes,
              })
            : say('inbox.offer.picked', { count: offering.picked().length, most: mostOfferedTimes })}
        </p>
        <button class="work-button work-button--primary work-button--small" type="submit">
          {offering.picked().length === 0
            ? say('inbox.offer.open', { name: name() })
            : say(offering.picked().length === 1 ? 'inbox.offer.go.one' : 'inbox.offer.go.more', {
                count: offering.picked().length,
              })}
        </button>
      </div>
    </Tray>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  /** Values with their words. */
  options: readonly (readonly [value: string, words: string])[];
  set: (value: string) => void;
}

function Choice(props: ChoiceProps) {
  return (
    <div class="offer-tray__choice">
      <select
        class="utrecht-textbox"
        aria-label={props.label}
        onChange={({ currentTarget }) => props.set(currentTarget.value)}
      >
        <For each={props.options}>
          {([value, words]) => (
            <option value={value} selected={value === props.value}>
              {words}
            </option>
          )}
        </For>
      </select>
    </div>
  );
}

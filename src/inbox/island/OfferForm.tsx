import { createSignal, Show } from 'solid-js';
import { modalities } from '#db/schema/words.ts';
import type { ConversationSummary } from '#server/chat/types.ts';
import type { Modality } from '#server/slots/schema.ts';
import { Select } from '#ui/solid/Select.tsx';
import { newId } from '../../chat/client/newId.ts';
import type { Inbox } from './createInbox.ts';

/** Which times to offer: about what, and how and where if that is known. The jongere picks one. */
export function OfferForm(props: { inbox: Inbox; conversation: ConversationSummary }) {
  const { say, page, ask, offer } = props.inbox;
  const clientId = newId();
  const [topic, setTopic] = createSignal(props.conversation.topic ?? page.topics[0]?.id ?? '');
  const [modality, setModality] = createSignal<Modality | undefined>();
  const [location, setLocation] = createSignal<string | undefined>();
  const go = (event: SubmitEvent) => {
    event.preventDefault();
    const place = modality() === 'op-locatie' ? location() : undefined;
    offer(props.conversation.id, clientId, { topic: topic(), modality: modality(), location: place });
  };
  return (
    <form class="stack" onSubmit={go}>
      <p class="nl-paragraph">{say('inbox.offer.text')}</p>
      <Select
        id="aanbod-onderwerp"
        label={say('inbox.offer.topic')}
        value={topic()}
        options={page.topics.map(({ id, label }) => ({ value: id, label }))}
        onChange={setTopic}
      />
      <Select
        id="aanbod-manier"
        label={say('inbox.offer.way')}
        value={modality() ?? ''}
        options={[
          { value: '', label: say('inbox.offer.any-way') },
          ...modalities.map((way) => ({ value: way, label: say(`inbox.way.${way}`) })),
        ]}
        onChange={(value) => setModality(modalities.find((way) => way === value))}
      />
      <Show when={modality() === 'op-locatie'}>
        <Select
          id="aanbod-plek"
          label={say('inbox.offer.place')}
          value={location() ?? ''}
          options={[
            { value: '', label: say('inbox.offer.any-place') },
            ...page.locations.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(value) => setLocation(value || undefined)}
        />
      </Show>
      <div class="actions">
        <button class="nl-button nl-button--primary" type="submit">
          {say('inbox.offer.go')}
        </button>
        <button class="nl-button nl-button--secondary" type="button" onClick={() => ask(null)}>
          {say('inbox.no')}
        </button>
      </div>
    </form>
  );
}

import { createSignal, For } from 'solid-js';
import { toldLength } from '#server/chat/proposal/rules.ts';
import type { ConversationSummary } from '#server/chat/types.ts';
import { newId } from '../../chat/client/newId.ts';
import type { LiveConversation } from './createLiveConversation.ts';
import type { Pane } from './createPane.ts';
import { Tray } from './Tray.tsx';

interface Props {
  pane: Pane;
  live: LiveConversation;
  conversation: ConversationSummary;
}

/** Above the field: to which organisation the jongere would be handed, about what, and what would be told. */
export function ProposalTray(props: Props) {
  const { pane, live, conversation } = props;
  const { say, page, propose } = pane.inbox;
  const clientId = newId();
  const [organisation, setOrganisation] = createSignal<(typeof page.receivers)[number]>();
  const [topic, setTopic] = createSignal(conversation.topic ?? page.topics[0]?.id ?? '');
  const name = () => props.conversation.firstName ?? say('inbox.who.this');
  const send = async () => {
    const to = organisation();
    if (!to) return;
    const told = live.proposalDraft().trim() || undefined;
    if (await propose(pane.id, clientId, { organisation: to, topic: topic(), told }))
      live.setProposalDraft('');
  };
  return (
    <Tray pane={pane} part="voorstel" title={say('inbox.propose')} send={send}>
      <div class="offer-tray__choices">
        <div class="offer-tray__choice offer-tray__choice--wide">
          <select
            class="utrecht-textbox"
            aria-label={say('inbox.propose.to')}
            required
            onChange={({ currentTarget }) =>
              setOrganisation(page.receivers.find(({ id }) => id === currentTarget.value))
            }
          >
            <option value="">{say('inbox.propose.choose')}</option>
            <For each={page.receivers}>{({ id, name: words }) => <option value={id}>{words}</option>}</For>
          </select>
        </div>
        <div class="offer-tray__choice offer-tray__choice--wide">
          <select
            class="utrecht-textbox"
            aria-label={say('inbox.offer.topic')}
            onChange={({ currentTarget }) => setTopic(currentTarget.value)}
          >
            <For each={page.topics}>
              {({ id, label }) => (
                <option value={id} selected={id === topic()}>
                  {label}
                </option>
              )}
            </For>
          </select>
        </div>
      </div>
      <label class="offer-tray__label" for={pane.part('vertellen')}>
        {say('inbox.propose.told', { name: name() })}
      </label>
      <textarea
        class="utrecht-textarea offer-tray__told"
        id={pane.part('vertellen')}
        rows="2"
        dir="auto"
        maxlength={toldLength}
        value={live.proposalDraft()}
        onInput={({ currentTarget }) => live.setProposalDraft(currentTarget.value)}
      />
      <div class="offer-tray__foot">
        <p>{say('inbox.propose.text', { name: name() })}</p>
        <button class="work-button work-button--primary work-button--small" type="submit">
          {say('inbox.propose.go', { name: name() })}
        </button>
      </div>
    </Tray>
  );
}

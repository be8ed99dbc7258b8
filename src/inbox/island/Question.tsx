import { Show } from 'solid-js';
import type { ConversationSummary } from '#server/chat/types.ts';
import { telephoneHref } from '../../site/telephone.ts';
import { mobileWords } from '../mobileWords.ts';
import type { Pane } from './createPane.ts';

interface Props {
  pane: Pane;
  conversation: ConversationSummary;
}

/** How to answer a question that was left: outside the chat, or in it while the jongere is still there. */
export function Question(props: Props) {
  const { live } = props.pane;
  const { say, take, answered } = props.pane.inbox;
  const id = () => props.conversation.id;
  const details = () => live()?.details();
  return (
    <div class="question">
      <p>
        <strong>{say('inbox.question.how')}</strong>{' '}
        <Show when={details()?.reachBy}>{(way) => say(`inbox.question.reach.${way()}`)}</Show>
      </p>
      <ul class="question__ways">
        <Show when={details()?.email}>
          {(email) => (
            <li>
              <a href={`mailto:${email()}?subject=${encodeURIComponent(say('inbox.question.subject'))}`}>
                {email()}
              </a>
              <button
                class="work-button work-button--small"
                type="button"
                onClick={() => answered(id(), 'email')}
              >
                {say('inbox.question.mailed')}
              </button>
            </li>
          )}
        </Show>
        <Show when={details()?.phone}>
          {(phone) => (
            <li>
              <a href={telephoneHref(phone())}>{mobileWords(phone())}</a>
              <button
                class="work-button work-button--small"
                type="button"
                onClick={() => answered(id(), 'phone')}
              >
                {say('inbox.question.called')}
              </button>
            </li>
          )}
        </Show>
      </ul>
      <Show when={props.conversation.here}>
        <p>{say('inbox.question.here')}</p>
        <button class="work-button work-button--primary" type="button" onClick={() => take(id())}>
          {say('inbox.question.chat')}
        </button>
      </Show>
    </div>
  );
}

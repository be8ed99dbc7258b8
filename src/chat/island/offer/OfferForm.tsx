import { createSignal, onMount, Show } from 'solid-js';
import { ageGroups, messageLevels, reachWays } from '#db/schema/words.ts';
import { ErrorSummary } from '#ui/solid/ErrorSummary.tsx';
import { Field } from '#ui/solid/Field.tsx';
import { Radios } from '#ui/solid/Radios.tsx';
import { wording } from '#ui/wording.ts';
import type { Slot } from '../../offered.ts';
import type { ChatState } from '../createChatState.ts';
import type { OfferState } from './createOffer.ts';
import { type PersonValues, personValues } from './personValues.ts';

interface Props {
  chat: ChatState;
  state: OfferState;
  slot: Slot;
  /** Begins the ids of its fields. */
  form: string;
}

/** The fields from top to bottom. */
const order = ['name', 'ageGroup', 'email', 'phone', 'reachBy', 'messages'];

/** Who the chosen time is for, and how to reach them. */
export function OfferForm(props: Props) {
  const { chat, state } = props;
  const { say } = chat;
  const words = wording(chat.lang);
  const at = () => Date.parse(props.slot.start);
  const error = (name: string) => state.errors()[name];
  const id = (name: string) => `${props.form}-${name}`;
  const wrong = () =>
    order.flatMap((name) => {
      const message = error(name);
      return message === undefined ? [] : [{ field: id(name), message }];
    });
  const isCall = () => props.slot.modality === 'telefoon';
  let title!: HTMLParagraphElement;
  const begun = state.person();
  // Where they have both, there is a choice.
  const both = ({ contact: { email, phone } }: PersonValues) => email !== undefined && phone !== undefined;
  const [hasBoth, setBoth] = createSignal(both(begun));
  const look = (event: InputEvent & { currentTarget: HTMLFormElement }) => {
    const person = personValues(event.currentTarget);
    state.fillIn(person);
    setBoth(both(person));
  };
  onMount(() => {
    title.focus({ preventScroll: true });
    // The form begins where the card does, without a move of the page around the chat.
    const card = title.closest('.talk__card');
    const scroller = title.closest('.talk__scroll');
    if (card && scroller)
      scroller.scrollTop += card.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  });
  const book = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    state.book(personValues(event.currentTarget));
  };
  return (
    <form class="talk__offer-form" novalidate onSubmit={book} onInput={look}>
      <p class="talk__chosen" tabindex="-1" ref={title}>
        {say('offer.chosen', { day: words.day(at()), time: words.time(at()) })}
      </p>
      <button class="talk__text-button" type="button" onClick={() => state.choose(null)}>
        {say('offer.change')}
      </button>
      <ErrorSummary
        title={say(wrong().length === 1 ? 'offer.errors.one' : 'offer.errors.more', {
          count: wrong().length,
        })}
        level={4}
        errors={wrong()}
        overPage
      />
      <Field
        id={id('name')}
        name="name"
        mark={say('offer.error')}
        label={say('offer.person.name')}
        hint={say('offer.person.name.hint')}
        error={error('name')}
        value={begun.name}
        autocomplete="given-name"
        spellcheck={false}
      />
      <Radios
        id={id('ageGroup')}
        name="ageGroup"
        mark={say('offer.error')}
        legend={say('offer.person.age')}
        options={ageGroups.map((age) => ({ value: age, label: say(`offer.person.age.${age}`) }))}
        value={begun.ageGroup}
        error={error('ageGroup')}
      />
      <Field
        id={id('email')}
        name="email"
        mark={say('offer.error')}
        type="email"
        label={say('offer.person.email')}
        hint={say('offer.person.email.hint')}
        error={error('email')}
        value={begun.contact.email ?? ''}
        autocomplete="email"
        spellcheck={false}
        optional={isCall() ? say('talk.optional') : undefined}
      />
      <Field
        id={id('phone')}
        name="phone"
        mark={say('offer.error')}
        type="tel"
        label={say('offer.person.phone')}
        hint={say('offer.person.phone.hint')}
        error={error('phone')}
        value={begun.contact.phone ?? ''}
        autocomplete="tel"
        spellcheck={false}
      />
      <Show when={!isCall()}>
        <p class="talk__small">{say('offer.person.contact')}</p>
      </Show>
      <Show when={hasBoth()}>
        <Radios
          id={id('reachBy')}
          name="reachBy"
          mark={say('offer.error')}
          legend={say('offer.person.reach')}
          options={reachWays.map((way) => ({ value: way, label: say(`offer.reach.${way}`) }))}
          value={begun.reachBy}
          error={error('reachBy')}
          optional={say('talk.optional')}
        />
      </Show>
      <Radios
        id={id('messages')}
        name="messages"
        mark={say('offer.error')}
        legend={say('offer.messages')}
        options={messageLevels.map((level) => ({ value: level, label: say(`offer.messages.${level}`) }))}
        value={begun.messages ?? 'full'}
        error={error('messages')}
      />
      <button
        class="nl-button nl-button--primary button--wide"
        type="submit"
        aria-disabled={state.busy() ? 'true' : undefined}
      >
        {say(state.busy() ? 'offer.busy' : 'offer.book')}
      </button>
    </form>
  );
}

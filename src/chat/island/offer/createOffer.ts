import { batch, createSignal, onMount } from 'solid-js';
import type { Refused } from '#server/chat/events.ts';
import type { OfferMessage } from '#server/chat/types.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import { newId } from '../../client/newId.ts';
import { recall } from '../../client/stored.ts';
import type { Slot } from '../../offered.ts';
import { onForm } from '../../onForm.ts';
import { sayWrong } from '../../sayWrong.ts';
import type { ChatText } from '../../texts.ts';
import type { ChatState } from '../createChatState.ts';
import type { RoomState } from '../createRoom.ts';
import { createTimes } from './createTimes.ts';
import type { PersonValues } from './personValues.ts';

type Errors = Readonly<Record<string, string>>;

/** An offered afspraak: the time that is chosen, and what came of booking it. */
export function createOffer(chat: ChatState, room: RoomState, offer: OfferMessage) {
  const { say } = chat;
  const times = createTimes(offer);
  const [chosen, setChosen] = createSignal<Slot | null>(null);
  const [problem, setProblem] = createSignal('');
  const [errors, setErrors] = createSignal<Errors>({});
  const [busy, setBusy] = createSignal(false);
  let clientId = newId();
  /** Stays as it was filled in when another time is chosen, or has to be. */
  let person: PersonValues = { name: recall('name') ?? '', ageGroup: undefined, contact: {} };

  const booked = () => room.messages().find((one) => one.kind === 'booked' && one.offer === offer.seq);
  onMount(() => booked() || times.look());

  const tell = (words: string, fields: Errors = {}) =>
    batch(() => {
      setProblem(words);
      setErrors(fields);
    });
  const refused = ({ error, fields = [] }: Refused) => {
    if (error === 'too-many') return tell(say('offer.too-many', { phone: chat.phone }));
    if (error === 'same-time') {
      setChosen(null);
      return tell(say('offer.same-time'));
    }
    if (error === 'taken') {
      setChosen(null);
      times.look();
      return tell(say('offer.taken'));
    }
    if (error !== 'invalid') return tell(say('talk.no-connection'));
    const words = fields.map(({ field, message }) => [onForm(field), sayWrong(say, message)]);
    tell('', Object.fromEntries(words.reverse()));
  };

  return {
    times,
    chosen,
    problem,
    errors,
    busy,
    booked,
    person: () => person,
    fillIn(values: PersonValues) {
      person = values;
    },
    choose(slot: Slot | null) {
      // Another time is another afspraak; the same one, sent twice, is not.
      clientId = newId();
      setChosen(slot);
      tell('');
    },
    async book({ ageGroup, ...person }: PersonValues) {
      const slot = chosen();
      if (!slot || busy()) return;
      const { start, modality } = slot;
      const missing = missingIn({ ageGroup, ...person }, modality);
      const words = missing.map(([field, key]) => [field, say(key)]);
      tell('', Object.fromEntries(words));
      if (missing.length > 0 || !ageGroup) return;
      setBusy(true);
      const where = meetsAtLocation(modality) ? { location: slot.location } : {};
      const wrong = await room.book({
        clientId,
        offer: offer.seq,
        start,
        modality,
        ...where,
        ageGroup,
        ...person,
      });
      setBusy(false);
      if (wrong) refused(wrong);
    },
  };
}
export type OfferState = ReturnType<typeof createOffer>;

/** What is not filled in at all; what is wrong with the rest the server says. */
function missingIn(
  { name, ageGroup, contact }: PersonValues,
  modality: Slot['modality'],
): [string, ChatText][] {
  const missing: [string, ChatText][] = [];
  if (!name) missing.push(['name', 'offer.wrong.name-required']);
  if (!ageGroup) missing.push(['ageGroup', 'offer.wrong.age-group-required']);
  if (modality === 'telefoon' && !contact.phone) missing.push(['phone', 'offer.wrong.phone-needed-for-call']);
  else if (!contact.email && !contact.phone) missing.push(['email', 'offer.wrong.contact-required']);
  return missing;
}

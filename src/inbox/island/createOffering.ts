import { createEffect, createSignal, on } from 'solid-js';
import { chatModalities } from '#db/schema/words.ts';
import { mostOfferedTimes } from '#server/chat/rules.ts';
import type { ConversationSummary, OfferTimes } from '#server/chat/types.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import { newId } from '../../chat/client/newId.ts';
import { dayWords, timeWords } from '../moments.ts';
import type { Pane } from './createPane.ts';

/** How one met last stays for the next offer, as long as the page is there. */
const [manner, setManner] = createSignal('telefoon');
const [isTeam, setTeam] = createSignal(false);

/** An offer in the making: about what, how, and the times that are picked out of those that are free. */
export function createOffering({ inbox, id }: Pane, conversation: ConversationSummary) {
  const { say, page, freeTimes, offer } = inbox;
  const clientId = newId();
  const [topic, setTopic] = createSignal(conversation.topic ?? page.topics[0]?.id ?? '');
  /** Null while they are on their way, false when they did not come. */
  const [found, setFound] = createSignal<OfferTimes | null | false>(null);
  const [picked, setPicked] = createSignal<readonly number[]>([]);
  const [problem, setProblem] = createSignal('');

  const modality = () => chatModalities.find((way) => manner().split('/')[0] === way);
  const location = () => manner().split('/')[1];
  /** Grows with every question: an answer to an earlier one comes too late. */
  let round = 0;
  const look = async (from?: string) => {
    const way = modality();
    round += 1;
    const mine = round;
    if (!way || (meetsAtLocation(way) && !location())) return setFound({ days: [], more: null });
    if (from === undefined) setFound(null);
    const answer = await freeTimes({ topic: topic(), modality: way, location: location(), from });
    if (mine !== round) return;
    const before = found();
    if (!answer) return setFound(before || false);
    setFound(
      from !== undefined && before ? { days: [...before.days, ...answer.days], more: answer.more } : answer,
    );
  };
  createEffect(
    on([topic, manner], () => {
      setPicked([]);
      setProblem('');
      look();
    }),
  );

  const whenWords = (start: number) => `${dayWords(start)} ${timeWords(start)}`;
  return {
    topic,
    setTopic,
    manner,
    setManner,
    isTeam,
    setTeam,
    /** Whether times can be picked: of a way to meet that is settled. */
    isSettled: () => modality() !== undefined && (!meetsAtLocation(modality()) || location() !== undefined),
    isLooking: () => found() === null,
    failed: () => found() === false,
    look,
    days: () => {
      const known = found();
      if (!known) return [];
      return known.days.flatMap(({ date, times }) => {
        const free = times.filter(({ isOwn }) => isOwn || isTeam());
        return free.length > 0 ? [{ date, times: free }] : [];
      });
    },
    more() {
      const known = found();
      return known ? known.more : null;
    },
    picked,
    isFull: () => picked().length >= mostOfferedTimes,
    problem,
    pick(start: number) {
      setProblem('');
      if (picked().includes(start)) setPicked(picked().filter((one) => one !== start));
      else if (picked().length < mostOfferedTimes) setPicked([...picked(), start]);
    },
    send() {
      const times = [...picked()];
      const chosen = { topic: topic(), modality: modality(), location: location() };
      return offer(id, clientId, times.length > 0 ? { ...chosen, times } : chosen, (places) => {
        const gone = places.flatMap((at) => times[at] ?? []);
        setPicked(times.filter((start) => !gone.includes(start)));
        setProblem(say('inbox.offer.gone', { times: gone.map(whenWords).join(', ') }));
        look();
      });
    },
  };
}
export type Offering = ReturnType<typeof createOffering>;

import { fill } from '#server/kernel/texts/fill.ts';
import type { Watcher } from './createShown.ts';
import type { PickerProps } from './props.ts';

interface Parts {
  texts: PickerProps['texts'];
  slotText: (start: number) => string;
  say: (text: string) => void;
  /** The first possibility on screen. */
  first: () => number | null;
}

export const slotId = (start: number) => `tijd-${start / 60_000}`;
const startOf = (id: string) => Number(id.slice(5)) * 60_000;
const section = () => document.getElementById('tijden') ?? document.getElementById('geen-tijden');

/** Keeps the focus on something and says what happened to it, when what is on screen changes by itself. */
export function createFocusKeeper({ texts, slotText, say, first }: Parts): Watcher & {
  /** After another week is shown the focus stays on the link that was used, if that is still there. */
  afterTurn(toTop: boolean): void;
} {
  let focused: string | undefined;
  let firstBefore: number | null = null;

  /** Whoever was on a time that is no more goes to the next one, or else the one before. */
  function moveOn(from: number) {
    const buttons = [...(section()?.querySelectorAll<HTMLElement>('[id^="tijd-"]') ?? [])];
    const next = buttons.find(({ id }) => startOf(id) > from) ?? buttons.at(-1);
    (next ?? section())?.focus({ preventScroll: next === undefined });
    if (next) say(fill(texts.movedOn, { slot: slotText(startOf(next.id)) }));
    else say(texts.full);
  }

  const isOn = (start: number) => {
    const id = document.activeElement?.id;
    return id === slotId(start) || (id === 'eerste' && start === first());
  };

  return {
    taken(starts) {
      const lost = starts.find(isOn);
      if (lost !== undefined) say(fill(texts.lost, { slot: slotText(lost) }));
    },
    before() {
      focused = document.activeElement?.id;
      firstBefore = first();
    },
    after({ gone, freed }) {
      const lost = gone.find((start) => slotId(start) === focused);
      const now = first();
      if (lost !== undefined) moveOn(lost);
      else if (focused === 'eerste' && now !== firstBefore) {
        if (now === null) section()?.focus({ preventScroll: true });
        say(now === null ? texts.empty : fill(texts.saidFirst, { slot: slotText(now) }));
      } else if (freed[0] !== undefined) {
        const one = fill(texts.freedOne, { slot: slotText(freed[0]) });
        say(freed.length === 1 ? one : fill(texts.freedMore, { count: freed.length }));
      }
    },
    afterTurn(toTop) {
      if (toTop) section()?.scrollIntoView();
      if (toTop || document.activeElement === document.body) section()?.focus({ preventScroll: true });
    },
  };
}

import { createSignal, onCleanup, onMount } from 'solid-js';
import { fill } from '#server/kernel/texts/fill.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { type Wording, wording } from '#ui/wording.ts';
import { createShown } from './createShown.ts';
import { fetchStarts, Refused } from './fetchStarts.ts';
import { createFocusKeeper } from './focusKeeper.ts';
import { firstRun } from './known.ts';
import { makeGathered } from './makeGathered.ts';
import { makeLive } from './makeLive.ts';
import type { PickerProps } from './props.ts';

const slowMs = 300;

/** The day of a start in words. Writing one costs, and a day has dozens of starts. */
function makeDayText(say: Wording): (start: number) => string {
  const written = new Map<string, string>();
  return (start) => {
    const date = dateInAmsterdam(start);
    const text = written.get(date) ?? say.dayOfDate(date);
    written.set(date, text);
    return text;
  };
}

/** All that the picker does, for the components to show and to call. */
export function createPicker(props: PickerProps) {
  const { texts, times } = props;
  const say = wording(props.lang);
  const dayText = makeDayText(say);
  const slotText = (start: number) => fill(texts.slot, { day: dayText(start), time: say.time(start) });
  const weekHref = (monday: string) => `${props.base}&week=${monday}`;

  const [said, setSaid] = createSignal('');
  const [live, setLive] = createSignal(true);
  const [reached, setReached] = createSignal(true);
  const [loading, setLoading] = createSignal(false);
  const [asked, setAsked] = createSignal(props.week);
  const focus = createFocusKeeper({ texts, slotText, say: setSaid, first: () => shown.first() });
  const shown = createShown(props, focus);
  const { known } = shown;
  let turns = 0;

  /** Asks for the weeks that are needed to show one, until `enough` of each. */
  async function bring(monday: string, enough: (week: string) => boolean, goOn: () => boolean) {
    for (;;) {
      const run = firstRun(known.needed(monday).filter((week) => !enough(week)));
      if (!run) return;
      known.learn(run.from, run.to, await fetchStarts(props, run.from, run.to));
      setReached(true);
      if (!goOn()) return;
    }
  }

  const refresh = makeGathered(async () => {
    const turn = turns;
    known.age();
    try {
      await bring(shown.monday(), known.isFresh, () => turn === turns);
      if (turn === turns) shown.follow();
    } catch {
      // No connection: the stream says so, and asks again when it is back.
    }
  });

  /** The week after this one is mostly the next to be asked for. */
  async function prefetch() {
    const next = shown.plan().next;
    if (next && !known.has(next)) {
      await fetchStarts(props, next, next).then(
        (starts) => known.learn(next, next, starts),
        () => {},
      );
    }
  }

  /** Shows another week; false when it cannot be had. */
  async function turn(monday: string): Promise<boolean> {
    turns += 1;
    const mine = turns;
    const slow = setTimeout(() => setLoading(true), slowMs);
    try {
      await bring(monday, known.has, () => mine === turns);
      if (mine !== turns) return false;
      shown.turn(monday);
      const count = known.inWeek(shown.monday()).length;
      const text = count === 0 ? texts.saidWeekNone : count === 1 ? texts.saidWeekOne : texts.saidWeek;
      setSaid(fill(text, { week: say.week(shown.monday()), count }));
      refresh();
      prefetch();
      return true;
    } catch (error) {
      if (error instanceof Refused) location.assign(weekHref(monday));
      else setReached(false);
      return false;
    } finally {
      clearTimeout(slow);
      if (mine === turns) setLoading(false);
    }
  }

  /** For a link to another week. `toTop` when it stands below what it changes. */
  async function follow(event: MouseEvent, monday: string, toTop: boolean) {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!(await turn(monday))) return;
    history.pushState(null, '', weekHref(monday));
    setAsked(monday);
    focus.afterTurn(toTop);
  }

  onMount(() => {
    const toAddress = () => {
      const week = new URLSearchParams(location.search).get('week');
      setAsked(week);
      const monday = week && /^\d{4}-\d\d-\d\d$/.test(week) ? week : times.monday;
      if (monday !== shown.monday()) turn(monday).then((done) => done && focus.afterTurn(false));
    };
    addEventListener('popstate', toAddress);
    addEventListener('doorstart:released', refresh);
    const deaf = makeLive(refresh, setLive);
    prefetch();
    onCleanup(() => {
      removeEventListener('popstate', toAddress);
      removeEventListener('doorstart:released', refresh);
      deaf();
    });
  });

  const offline = () => !live() || !reached();
  return { ...shown, props, texts, say, slotText, weekHref, follow, said, offline, loading, asked };
}
export type Picker = ReturnType<typeof createPicker>;

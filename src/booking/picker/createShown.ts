import { batch, createMemo, createSignal } from 'solid-js';
import { planWeek } from '../week.ts';
import { createKnown } from './known.ts';
import type { PickerProps } from './props.ts';

const lingerMs = 4000;
const newsMs = 8000;
const stillMs = 700;

export type Mark = 'taken' | 'freed';

/** What changed in the week on screen. Instants are epoch ms. */
export interface Settled {
  gone: readonly number[];
  freed: readonly number[];
}

/** Who wants to know of it. */
export interface Watcher {
  /** Times that were just taken, and are still on screen. */
  taken: (starts: readonly number[]) => void;
  /** Around every change of what is on screen. */
  before: () => void;
  after: (change: Settled) => void;
}

/**
 * What is on screen. It follows what is known, but calmly: a time that is gone stays for a few seconds, marked,
 * and nothing moves as long as a finger or mouse does.
 */
export function createShown({ times }: PickerProps, watcher: Watcher) {
  const { today, last } = times;
  const known = createKnown(today, last, times.others);
  known.learn(times.monday, times.monday, times.starts);
  const planOf = (starts: readonly number[], asked: string | null) =>
    planWeek({ starts, today, last, asked });

  const [monday, setMonday] = createSignal(times.monday);
  const [starts, setStarts] = createSignal<readonly number[]>(times.starts);
  const [nearestFree, setNearestFree] = createSignal(planOf(known.starts(), times.monday).nearestFree);
  const [first, setFirst] = createSignal(known.starts()[0] ?? null);
  const [marks, setMarks] = createSignal<ReadonlyMap<number, Mark>>(new Map());
  const since = new Map<number, number>();
  let touchedAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const setMark = (start: number, mark: Mark | null) => {
    if ((marks().get(start) ?? null) === mark) return;
    const next = new Map(marks());
    if (mark) next.set(start, mark);
    else next.delete(start);
    setMarks(next);
  };
  const onScreen = () => {
    const now = first();
    return new Set(now === null ? starts() : [now, ...starts()]);
  };
  const unmark = (freed: readonly number[]) => {
    for (const start of freed) if (marks().get(start) === 'freed') setMark(start, null);
  };
  /** Times on screen that are free no more: marked at once, which moves nothing. */
  const markGone = (free: ReadonlySet<number>) => {
    const now = performance.now();
    const taken: number[] = [];
    for (const start of onScreen()) {
      if (free.has(start)) {
        since.delete(start);
        if (marks().get(start) === 'taken') setMark(start, null);
      } else if (!since.has(start)) {
        since.set(start, now);
        setMark(start, 'taken');
        taken.push(start);
      }
    }
    watcher.taken(taken);
  };
  const lingers = (start: number) => performance.now() - (since.get(start) ?? -lingerMs) < lingerMs;

  const show = () => {
    clearTimeout(timer);
    if (performance.now() - touchedAt < stillMs) {
      timer = setTimeout(show, stillMs);
      return;
    }
    const all = known.starts();
    const plan = planOf(all, monday());
    const free = new Set(known.inWeek(monday()));
    const gone = starts().filter((start) => !free.has(start) && !lingers(start));
    const freed = [...free].filter((start) => !starts().includes(start));
    const next = [...new Set([...free, ...starts().filter((start) => !gone.includes(start))])];
    const firstNow = first();
    const firstStays = firstNow !== null && since.has(firstNow) && lingers(firstNow);
    watcher.before();
    batch(() => {
      for (const start of freed) setMark(start, 'freed');
      for (const start of gone) setMark(start, null);
      setStarts(next.sort((a, b) => a - b));
      setNearestFree(plan.nearestFree);
      if (!firstStays) setFirst(plan.first?.start ?? null);
    });
    for (const start of since.keys()) if (!onScreen().has(start)) since.delete(start);
    watcher.after({ gone, freed });
    if (freed.length > 0) setTimeout(unmark, newsMs, freed);
    if (since.size > 0) timer = setTimeout(show, lingerMs / 4);
  };

  return {
    known,
    monday,
    first,
    marks,
    nearestFree: () => (starts().length === 0 ? nearestFree() : null),
    /** The week in days and parts, with what lingers. */
    plan: createMemo(() => planOf(starts(), monday())),
    /** Something was learned: show it, calmly. */
    follow() {
      markGone(new Set(known.starts()));
      show();
    },
    /** Another week: shown as it is, at once. */
    turn(to: string) {
      clearTimeout(timer);
      since.clear();
      const plan = planOf(known.starts(), to);
      batch(() => {
        setMarks(new Map());
        setMonday(plan.monday);
        setStarts(known.inWeek(plan.monday));
        setNearestFree(plan.nearestFree);
        setFirst(plan.first?.start ?? null);
      });
    },
    touched: () => {
      touchedAt = performance.now();
    },
  };
}
export type Shown = ReturnType<typeof createShown>;

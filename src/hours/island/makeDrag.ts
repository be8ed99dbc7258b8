import type { WeekParity } from '#server/slots/schema.ts';
import { applyAction, type DraftPart, minutes, time } from '../draft.ts';
import type { Hours } from './createHours.ts';

/** The hours between which a grid is drawn. */
export interface GridRange {
  first: number;
  last: number;
  /** Where each day from Monday to Sunday begins, and where the last one ends, as parts of the width. */
  edges: readonly number[];
}

interface Grid {
  kind: () => WeekParity;
  range: () => GridRange;
  /** Keeps the range as it is while something is dragged; null lets it go. */
  hold: (range: GridRange | null) => void;
}

interface Dragging {
  how: 'move' | 'from' | 'until';
  /** The part as it was before. */
  part: DraftPart;
  /** Minutes between the top of the part and where it was taken. */
  grip: number;
  /** It was not there before. */
  drawn: boolean;
  moved: boolean;
}

const step = 15;
const shortest = 15;
/** A press on an empty place makes a part of this long. */
const firstLength = 120;
const endOfDay = 23 * 60 + 45;
const snap = (value: number) => Math.round(value / step) * step;
const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

type Press = PointerEvent & { currentTarget: SVGSVGElement };

/** Dragging in one grid: blocks move and stretch by steps of a quarter, an empty place gets a new one. */
export function makeDrag(hours: Hours, { kind, range, hold }: Grid) {
  let dragging: Dragging | null = null;
  /** A touch on an empty place may be the start of a scroll: only a tap draws. */
  let tap: { x: number; y: number } | null = null;

  const spotOf = ({ currentTarget, clientX, clientY }: Press) => {
    const box = currentTarget.getBoundingClientRect();
    const { first, last, edges } = range();
    return {
      weekday: clamp(edges.findLastIndex((edge) => edge <= (clientX - box.left) / box.width) + 1, 1, 7),
      minute: first * 60 + ((clientY - box.top) / box.height) * (last - first) * 60,
    };
  };

  const draw = (event: Press, length: number): DraftPart | undefined => {
    const { weekday, minute } = spotOf(event);
    const from = clamp(Math.floor(minute / step) * step, 0, endOfDay - shortest);
    const parts = applyAction(hours.draft.parts, { kind: 'add', weekday }, hours.defaults());
    const added = parts.at(-1);
    if (!added) return undefined;
    const until = Math.min(endOfDay, from + length);
    const part = { ...added, from: time(from), until: time(until), weeks: kind() };
    hours.setParts([...parts.slice(0, -1), part]);
    return part;
  };

  const start = (event: Press, next: Dragging) => {
    event.preventDefault();
    dragging = next;
    hold(range());
    event.currentTarget.setPointerCapture(event.pointerId);
  };

  const stop = () => {
    dragging = null;
    tap = null;
    hold(null);
  };

  return {
    down(event: Press) {
      if (event.button !== 0 || !(event.target instanceof SVGElement)) return;
      const key = event.target.closest<SVGElement>('[data-part]')?.dataset.part;
      const found = hours.draft.parts.find((part) => String(part.key) === key);
      if (found) {
        const { edge } = event.target.dataset;
        const how = edge === 'from' || edge === 'until' ? edge : 'move';
        const grip = spotOf(event).minute - minutes(found.from);
        return start(event, { how, part: { ...found }, grip, drawn: false, moved: false });
      }
      if (event.pointerType === 'touch') {
        tap = { x: event.clientX, y: event.clientY };
        return;
      }
      const part = draw(event, firstLength);
      if (part) start(event, { how: 'until', part, grip: 0, drawn: true, moved: false });
    },
    move(event: Press) {
      if (!dragging) return;
      const { part, how, grip } = dragging;
      const { weekday, minute } = spotOf(event);
      // A hand trembles: a press that draws is long at once, until it is dragged further than a step.
      const begun = how === 'until' && Math.abs(minute - minutes(part.from)) > step;
      if (dragging.drawn && !dragging.moved && !begun) return;
      dragging.moved = true;
      const from = minutes(part.from);
      const until = minutes(part.until);
      if (how === 'move') {
        const to = clamp(snap(minute - grip), 0, endOfDay - (until - from));
        hours.change(part.key, { weekday, from: time(to), until: time(to + until - from) });
      } else if (how === 'from') {
        hours.change(part.key, { from: time(clamp(snap(minute), 0, until - shortest)) });
      } else {
        hours.change(part.key, { until: time(clamp(snap(minute), from + shortest, endOfDay)) });
      }
    },
    up(event: Press) {
      const still = tap && Math.hypot(event.clientX - tap.x, event.clientY - tap.y) < 10;
      if (still) draw(event, firstLength);
      stop();
    },
    cancel() {
      if (dragging?.drawn) {
        const { key } = dragging.part;
        hours.setParts(hours.draft.parts.filter((part) => part.key !== key));
      } else if (dragging) {
        const { key, weekday, from, until } = dragging.part;
        hours.change(key, { weekday, from, until });
      }
      stop();
    },
  };
}

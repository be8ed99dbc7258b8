import type { Interval } from '#server/slots/types.ts';
import { joined, without } from '#server/slots/windows.ts';
import type { TeamState } from './types.ts';

/** One day of somebody. */
export interface TeamDay {
  /** Where they work and nothing is closed. */
  hours: readonly Interval[];
  absences: readonly Interval[];
  /** Their afspraken that stand. */
  talks: readonly Interval[];
}

/** What somebody does at a moment (epoch ms), as colleagues may know it. Pure. */
export function teamState({ hours, absences, talks }: TeamDay, now: number): TeamState {
  const holds = ({ start, end }: Interval) => start <= now && now < end;
  const talk = joined(talks).find(holds);
  if (talk) return { kind: 'talk', until: talk.end };
  const there = without(joined(hours), joined(absences));
  const last = there.at(-1);
  if (!last) return { kind: hours.length > 0 ? 'absent' : 'off' };
  const part = there.find(holds);
  if (part) {
    const starts = talks.map(({ start }) => start).filter((start) => start > now);
    return { kind: 'free', until: Math.min(part.end, ...starts) };
  }
  const next = there.find(({ start }) => start > now);
  if (!next) return { kind: 'done', since: last.end };
  return next === there[0] ? { kind: 'not-yet', from: next.start } : { kind: 'away', until: next.start };
}

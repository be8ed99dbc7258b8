import type { Change } from './change.ts';

/** A moment between two changes: what was read after it is as new as that. */
export type Mark = number;

/** What something was computed from. `true` for a topic that names ids means all of them. */
export type Topics = {
  readonly [Topic in keyof Change]?: Change[Topic] extends boolean | undefined
    ? true
    : true | readonly string[];
};

export interface Versions {
  /** Something changed, or with null anything may have. */
  grow(change: Change | null): void;
  mark(): Mark;
  /** Whether any of these topics may have changed after the mark. Never false by mistake. */
  changedSince(mark: Mark, topics: Topics): boolean;
}

/** When a topic changed last, and for each id in it. */
interface Topic {
  last: Mark;
  ids: Map<string, Mark>;
  /** Up to here ids were forgotten: whichever is not known any more may have changed then. */
  forgotten: Mark;
}

/** Remembers when what changed last, of each topic at most so many ids: those that changed last. */
export function createVersions({ mostNamed = 1000 }: { mostNamed?: number } = {}): Versions {
  let now: Mark = 0;
  let anything: Mark = 0;
  const topics = new Map<string, Topic>();

  const grown = (name: string, ids: readonly string[]) => {
    const topic = topics.get(name) ?? { last: 0, ids: new Map<string, Mark>(), forgotten: 0 };
    topics.set(name, topic);
    topic.last = now;
    for (const id of ids) {
      // Deleted first, so that the map is in the order of its marks.
      topic.ids.delete(id);
      topic.ids.set(id, now);
      if (topic.ids.size <= mostNamed) continue;
      for (const [oldest, mark] of topic.ids) {
        topic.ids.delete(oldest);
        topic.forgotten = mark;
        break;
      }
    }
  };

  const lastOf = (name: string, asked: true | readonly string[]): Mark => {
    const topic = topics.get(name);
    if (!topic) return 0;
    if (asked === true) return topic.last;
    return Math.max(...asked.map((id) => topic.ids.get(id) ?? topic.forgotten));
  };

  return {
    grow(change) {
      now += 1;
      if (change === null) anything = now;
      for (const [name, told] of Object.entries(change ?? {})) {
        if (told === true) grown(name, []);
        else if (told && told.length > 0) grown(name, told);
      }
    },
    mark: () => now,
    changedSince(mark, asked) {
      if (mark === now || Object.keys(asked).length === 0) return false;
      if (anything > mark) return true;
      if (asked.agenda && lastOf('roster', true) > mark) return true;
      return Object.entries(asked).some(([name, ids]) => lastOf(name, ids) > mark);
    },
  };
}

/** What was counted of one topic. Sums rather than averages, so that topics can be put together. */
export interface TopicCounts {
  /** Null for conversations of which the jongere named no topic. */
  topic: string | null;
  chats: number;
  /** Chats that somebody took. */
  taken: number;
  questions: number;
  /** Over the chats that were taken. */
  waitedSeconds: number;
  lengthSeconds: number;
}

/** A row of the table per topic. */
export interface TopicFigures {
  /** `others` is several topics together, each of too few conversations to be shown alone. */
  of: { topic: string | null } | 'others';
  chats: number;
  questions: number;
  /** Averages over the chats that were taken; null when these were too few. */
  waitedSeconds: number | null;
  lengthSeconds: number | null;
}

/** Of fewer conversations nothing is shown by itself: somebody could be known by them. */
export const leastOfTopic = 5;

const conversationsOf = ({ chats, questions }: TopicCounts) => chats + questions;

const together = (rows: readonly TopicCounts[]): TopicCounts => {
  const sum = (count: (row: TopicCounts) => number) => rows.reduce((total, row) => total + count(row), 0);
  return {
    topic: null,
    chats: sum(({ chats }) => chats),
    taken: sum(({ taken }) => taken),
    questions: sum(({ questions }) => questions),
    waitedSeconds: sum(({ waitedSeconds }) => waitedSeconds),
    lengthSeconds: sum(({ lengthSeconds }) => lengthSeconds),
  };
};

function shown(of: TopicFigures['of'], row: TopicCounts): TopicFigures {
  const { chats, questions, taken } = row;
  const average = (seconds: number) => (taken < leastOfTopic ? null : seconds / taken);
  return {
    of,
    chats,
    questions,
    waitedSeconds: average(row.waitedSeconds),
    lengthSeconds: average(row.lengthSeconds),
  };
}

/**
 * Figures per topic, the largest first and what was put together last. Topics of too few conversations stand together,
 * never one alone: the figures of all would tell it. Where that is still too few, the smallest of the others joins them.
 * Nothing at all when even all together are too few.
 */
export function foldTopics(counts: readonly TopicCounts[]): TopicFigures[] {
  const sorted = counts
    .filter((row) => conversationsOf(row) > 0)
    .toSorted((a, b) => conversationsOf(b) - conversationsOf(a));
  const large = sorted.filter((row) => conversationsOf(row) >= leastOfTopic);
  const small = sorted.slice(large.length);
  while (small.length > 0 && conversationsOf(together(small)) < leastOfTopic) {
    const next = large.pop();
    if (!next) return [];
    small.push(next);
  }
  const rows = large.map((row) => shown({ topic: row.topic }, row));
  return small.length === 0 ? rows : [...rows, shown('others', together(small))];
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { foldTopics, leastOfTopic, type TopicCounts } from '#server/chat/topicFigures.ts';

const counts = (topic: string | null, chats: number, questions = 0): TopicCounts => ({
  topic,
  chats,
  taken: chats,
  questions,
  waitedSeconds: 60 * chats,
  lengthSeconds: 600 * chats,
});
const briefly = (rows: readonly TopicCounts[]) =>
  foldTopics(rows).map(({ of, chats }) => [of === 'others' ? 'others' : of.topic, chats]);

test('a topic of too few stands with others, with the smallest of the rest when that is still too few', () => {
  assert.deepEqual(briefly([counts('geld', 5), counts('school', 9), counts(null, 7)]), [
    ['school', 9],
    [null, 7],
    ['geld', 5],
  ]);
  assert.deepEqual(briefly([counts('geld', 3), counts('school', 9), counts('werk', 2)]), [
    ['school', 9],
    ['others', 5],
  ]);
  assert.deepEqual(briefly([counts('geld', 6), counts('school', 9), counts('werk', 1)]), [
    ['school', 9],
    ['others', 7],
  ]);
  assert.deepEqual(briefly([counts('geld', 4)]), []);
  assert.deepEqual(foldTopics([]), []);
});

test('an average of few who were taken is not told', () => {
  const [row] = foldTopics([{ ...counts('geld', 6, 3), taken: 4 }]);
  assert.deepEqual(row, {
    of: { topic: 'geld' },
    chats: 6,
    questions: 3,
    waitedSeconds: null,
    lengthSeconds: null,
  });
  assert.equal(foldTopics([counts('geld', 6)])[0]?.waitedSeconds, 60);
});

test('whatever was counted: no row is of too few, none can be found from the rest, and nothing gets lost', () => {
  const one = fc.record({
    chats: fc.nat({ max: 12 }),
    questions: fc.nat({ max: 6 }),
    taken: fc.nat({ max: 12 }),
    waitedSeconds: fc.nat({ max: 9000 }),
    lengthSeconds: fc.nat({ max: 9000 }),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 9 }), (list) => {
      const given = list.map((row, at) => ({ ...row, topic: at === 0 ? null : `t${at}` }));
      const rows = foldTopics(given);
      const total = (all: readonly { chats: number; questions: number }[]) =>
        all.reduce((sum, { chats, questions }) => sum + chats + questions, 0);
      if (total(given) < leastOfTopic) return assert.deepEqual(rows, []);
      assert.equal(total(rows), total(given));
      for (const row of rows) assert.ok(row.chats + row.questions >= leastOfTopic);
      const alone = new Set(rows.flatMap(({ of }) => (of === 'others' ? [] : [of.topic])));
      const hidden = given.filter(
        ({ topic, chats, questions }) => chats + questions > 0 && !alone.has(topic),
      );
      assert.notEqual(hidden.length, 1);
    }),
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closedAhead } from '../../src/site/closedAhead.ts';

const closure = (dateFrom: string, dateUntil: string, location: string | null = null) => ({
  dateFrom,
  dateUntil,
  location,
});

test('closures of the coming four weeks are told in order, each location with its own', () => {
  const christmas = closure('2026-12-25', '2026-12-25');
  const training = closure('2026-11-27', '2026-11-27');
  const begun = closure('2026-11-20', '2026-11-28');
  const lastDay = closure('2026-12-26', '2026-12-26');
  const tooFar = closure('2026-12-27', '2026-12-28');
  const over = closure('2026-11-20', '2026-11-27');
  const works = closure('2026-12-01', '2026-12-02', 'kas');
  const all = [christmas, training, begun, lastDay, tooFar, over, works];
  assert.deepEqual(closedAhead(all, null, '2026-11-28'), [begun, christmas, lastDay]);
  assert.deepEqual(closedAhead(all, 'kas', '2026-11-28'), [works]);
  assert.deepEqual(closedAhead(all, 'punt', '2026-11-28'), []);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTraceparent } from '#server/http/traceContext.ts';

const trace = '0af7651916cd43dd8448eb211c80319c';
const span = 'b7ad6b7169203331';

test('trace context of this and later versions is read, and what is wrong counts as none', () => {
  assert.equal(readTraceparent(`00-${trace}-${span}-01`), `${trace}-${span}`);
  assert.equal(readTraceparent(`01-${trace}-${span}-01-more`), `${trace}-${span}`);
  const wrong = [
    undefined,
    '',
    `00-${trace}-${span}-01-more`,
    `00-${trace}-${span}`,
    `ff-${trace}-${span}-01`,
    `00-${'0'.repeat(32)}-${span}-01`,
    `00-${trace}-${'0'.repeat(16)}-01`,
    `00-${trace.toUpperCase()}-${span}-01`,
    ` 00-${trace}-${span}-01`,
    [`00-${trace}-${span}-01`],
  ];
  for (const header of wrong) assert.equal(readTraceparent(header), null, String(header));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { countFields } from '#server/http/countFields.ts';

const fields = fc.array(fc.tuple(fc.string(), fc.string()), { minLength: 1, maxLength: 20 });
const urlencoded = 'application/x-www-form-urlencoded; charset=UTF-8';

async function multipart(entries: [string, string][]) {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  const response = new Response(form);
  return {
    body: Buffer.from(await response.arrayBuffer()),
    contentType: response.headers.get('content-type') ?? '',
  };
}

test('as many fields are counted as an urlencoded form has', () => {
  fc.assert(
    fc.property(fields, (entries) => {
      const body = Buffer.from(new URLSearchParams(entries).toString());
      assert.equal(countFields(body, urlencoded), entries.length);
    }),
  );
});

test('of a multipart form never fewer are counted than it has', async () => {
  await fc.assert(
    fc.asyncProperty(fields, async (entries) => {
      const { body, contentType } = await multipart(entries);
      const counted = countFields(body, contentType);
      assert.ok(counted >= entries.length && counted <= entries.length + 1);
    }),
  );
});

test('a form without a body has no fields, and a boundary is found however it is written', () => {
  assert.equal(countFields(Buffer.alloc(0), urlencoded), 0);
  const body = Buffer.from('--x y\r\n\r\n--x y\r\n\r\n--x y--\r\n');
  assert.equal(countFields(body, 'Multipart/Form-Data; charset=utf-8; Boundary="x y"'), 3);
});

test('counting ends where there are enough', () => {
  const body = Buffer.from('a&'.repeat(1000));
  assert.equal(countFields(body, urlencoded, 301), 301);
  assert.equal(countFields(Buffer.from('--x\r\n'.repeat(1000)), 'multipart/form-data; boundary=x', 301), 301);
});

import assert from 'node:assert/strict';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { setSecurityHeaders } from '#server/http/headers.ts';

function headersOf({ https }: { https: boolean }) {
  const res = new ServerResponse(new IncomingMessage(new Socket()));
  setSecurityHeaders(res, https);
  return res.getHeaders();
}

test('where the site is https, browsers come back by https only for a year; the demo on http does not ask that', () => {
  const [, seconds] =
    /^max-age=(\d+); includeSubDomains$/.exec(
      String(headersOf({ https: true })['strict-transport-security']),
    ) ?? [];
  assert.ok(Number(seconds) >= 365 * 24 * 3600);
  assert.equal(headersOf({ https: false })['strict-transport-security'], undefined);
});

test('nothing is framed, sniffed or lent a camera', () => {
  const headers = headersOf({ https: true });
  assert.equal(headers['x-frame-options'], 'DENY');
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.match(String(headers['permissions-policy']), /camera=\(\)/);
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { after, before, beforeEach, test } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { type Fetched, fetchLink } from '#server/calendar/busy/link/fetchLink.ts';
import { createReach, type Reach } from '#server/outgoing/reach.ts';
import { openCalendarHost, testReach } from '../../support/calendarHost.ts';
import { calendarText } from '../../support/calendarText.ts';

const calendar = calendarText([['DTSTART:20261123T090000Z', 'DTEND:20261123T100000Z']]);
let host: Awaited<ReturnType<typeof openCalendarHost>>;
before(async () => {
  host = await openCalendarHost();
});
after(() => host.close());
beforeEach(() => {
  host.asked.length = 0;
  host.answer = (_, res) => res.setHeader('etag', '"een"').end(calendar);
});

const get = (
  url = host.url,
  {
    reach = testReach(),
    ms = 5000,
    copy = null,
  }: { reach?: Reach; ms?: number; copy?: { etag: string; lastModified: null } | null } = {},
): Promise<Fetched> => fetchLink(reach, url, { copy, signal: AbortSignal.timeout(ms) });

const refusal = async (...asked: Parameters<typeof get>): Promise<string> => {
  const answer = await get(...asked);
  return answer.ok ? 'fetched' : answer.fault;
};

test('a calendar is fetched, packed or not, and later only when it changed', async () => {
  assert.deepEqual(await get(), {
    ok: true,
    unchanged: false,
    text: calendar,
    copy: { etag: '"een"', lastModified: null },
  });
  const packed = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync };
  for (const [encoding, pack] of Object.entries(packed)) {
    host.answer = (_, res) => res.setHeader('content-encoding', encoding).end(pack(calendar));
    const answer = await get();
    assert.ok(answer.ok && !answer.unchanged, encoding);
    assert.equal(answer.text, calendar);
  }
  host.answer = (req, res) => res.writeHead(req.headers['if-none-match'] === '"een"' ? 304 : 500).end();
  assert.deepEqual(await get(host.url, { copy: { etag: '"een"', lastModified: null } }), {
    ok: true,
    unchanged: true,
  });
});

test('what is no calendar is refused by what it says, whatever it calls itself', async () => {
  host.answer = (_, res) =>
    res.setHeader('content-type', 'text/calendar').end('\n<!doctype html><h1>Aanmelden');
  assert.equal(await refusal(), 'web-page');
  host.answer = (_, res) => res.end('Deze agenda bestaat niet');
  assert.equal(await refusal(), 'no-calendar');
  host.answer = (_, res) => res.end();
  assert.equal(await refusal(), 'no-calendar');
  const statuses = {
    401: 'sign-in',
    403: 'sign-in',
    404: 'gone',
    410: 'gone',
    500: 'trouble',
    503: 'trouble',
    206: 'trouble',
    204: 'trouble',
  };
  for (const [status, fault] of Object.entries(statuses)) {
    host.answer = (_, res) => res.writeHead(Number(status)).end(status === '204' ? undefined : 'nee');
    assert.equal(await refusal(), fault, status);
  }
  host.answer = (_, res) => res.writeHead(429, { 'retry-after': '120' }).end();
  assert.deepEqual(await get(), { ok: false, fault: 'trouble', waitMs: 120_000 });
});

test('fifty megabytes, and a few that unpack to fifty, are refused before they are in memory', async () => {
  const megabyte = Buffer.alloc(1024 * 1024, 'X');
  let sent = 0;
  host.answer = async (_, res) => {
    res.on('error', () => {});
    res.write('BEGIN:VCALENDAR\r\n');
    for (sent = 0; sent < 50 && !res.destroyed; sent += 1)
      if (!res.write(megabyte))
        await once(res, 'drain', { signal: AbortSignal.timeout(1000) }).catch(() => {});
    res.end();
  };
  assert.equal(await refusal(), 'too-large');
  assert.ok(sent < 50, `${sent} MB were sent`);
  const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024, 'X'), { level: 9 });
  assert.ok(bomb.length < 200_000);
  host.answer = (_, res) => res.setHeader('content-encoding', 'gzip').end(bomb);
  assert.equal(await refusal(), 'too-large');
  host.answer = (_, res) => res.setHeader('content-encoding', 'gzip, gzip').end(gzipSync(bomb));
  assert.equal(await refusal(), 'no-calendar', 'packed twice');
});

test('redirects are followed, five at most', async () => {
  const hops =
    (most: number): RequestListener =>
    (req, res) => {
      const hop = Number(/hop=(\d+)/.exec(req.url ?? '')?.[1] ?? 0);
      if (hop < most) res.writeHead(302, { location: `/agenda.ics?hop=${hop + 1}` }).end();
      else res.writeHead(200).end(calendar);
    };
  host.answer = hops(5);
  assert.equal(await refusal(), 'fetched');
  host.answer = hops(6);
  assert.equal(await refusal(), 'redirects');
  host.answer = (_, res) => res.writeHead(301, { location: host.url }).end();
  host.asked.length = 0;
  assert.equal(await refusal(), 'redirects', 'in a circle');
  assert.equal(host.asked.length, 6);
  for (const location of [
    'http://buiten.test/agenda.ics',
    'ftp://agenda.test/',
    'file:///etc/passwd',
    'data:text/calendar,x',
  ]) {
    host.answer = (_, res) => res.writeHead(302, { location }).end();
    assert.equal(await refusal(), 'not-https', location);
  }
  host.answer = (_, res) => res.writeHead(302).end();
  assert.equal(await refusal(), 'trouble', 'to nowhere');
});

test('addresses inside of a network are refused, by number, name, redirect, and within one of IPv6', async () => {
  const strict = createReach([], { isDemo: false });
  const named: Reach = { ...strict, lookup: async () => ['10.0.0.1'] };
  for (const url of [
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://017700000001/',
    'https://127.1/',
    'https://0.0.0.0/',
    'https://10.1.2.3/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://100.64.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://224.0.0.1/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a00:1]/',
    'https://[::127.0.0.1]/',
    'https://[::7f00:1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[fd00::1]/',
    'https://[fe80::1]/',
    'https://[fec0::1]/',
  ]) {
    assert.equal(await refusal(url, { reach: strict }), 'private-address', url);
  }
  assert.equal(await refusal('https://intranet.example.nl/', { reach: named }), 'private-address', 'by name');
  const half: Reach = { ...strict, lookup: async () => ['203.0.114.1', '10.0.0.1'] };
  assert.equal(await refusal('https://half.example.nl/', { reach: half }), 'private-address', 'one of two');
  assert.equal(await refusal('http://agenda.example.nl/', { reach: strict }), 'not-https');
  host.answer = (_, res) => res.writeHead(302, { location: 'http://binnen.test:1/' }).end();
  const inside: Reach = {
    ...testReach(),
    mayBePlain: () => true,
    lookup: async (name) => [name === 'agenda.test' ? '127.0.0.1' : '10.0.0.1'],
  };
  assert.equal(await refusal(host.url, { reach: inside }), 'private-address', 'by redirect');
});

test('what a gemeente names may be in its network; nothing else, and never who tells a machine its secrets', () => {
  const reach = createReach(['cloud.example.nl'], { isDemo: false });
  assert.equal(reach.mayConnect('cloud.example.nl', '10.0.0.1'), true);
  assert.equal(reach.mayConnect('cloud.example.nl', 'fd00::1'), true);
  assert.equal(reach.mayConnect('cloud.example.nl', '127.0.0.1'), false);
  assert.equal(reach.mayConnect('cloud.example.nl', '169.254.169.254'), false);
  assert.equal(reach.mayConnect('andere.example.nl', '10.0.0.1'), false);
  assert.equal(reach.mayConnect('andere.example.nl', '2606:4700::1'), true);
  assert.equal(reach.mayConnect('andere.example.nl', 'geen adres'), false);
  assert.equal(reach.mayBePlain('cloud.example.nl'), false);
});

test('a name that means something else a moment later is connected to as it was checked', async () => {
  const answers = ['127.0.0.1', '127.0.0.2', '127.0.0.3'];
  let asked = 0;
  const checked: string[] = [];
  const rebinding: Reach = {
    ...testReach(),
    lookup: async () => [answers[asked++] ?? '127.0.0.9'],
    mayConnect: (_, address) => checked.push(address) > 0 && address === '127.0.0.1',
  };
  assert.equal(await refusal(host.url, { reach: rebinding }), 'fetched');
  assert.deepEqual([asked, checked], [1, ['127.0.0.1']], 'looked up once, and that is where it went');
  assert.equal(host.asked[0]?.headers.host, `agenda.test:${host.port}`);
});

test('a host that is not there, hangs, trickles or drops the line is waited for no longer than allowed', async () => {
  assert.equal(
    await refusal('http://nergens.test/', { reach: { ...testReach(), mayBePlain: () => true } }),
    'no-address',
  );
  const deaf: Reach = { ...testReach(), lookup: () => new Promise(() => {}) };
  assert.equal(await refusal(host.url, { reach: deaf, ms: 50 }), 'too-slow');
  host.answer = () => {};
  assert.equal(await refusal(host.url, { ms: 100 }), 'too-slow');
  host.answer = (_, res) => void res.write('BEGIN:VCALENDAR\r\n');
  assert.equal(await refusal(host.url, { ms: 100 }), 'too-slow');
  host.answer = (_, res) => {
    res.writeHead(200, { 'content-length': '10000' }).write('BEGIN:VCALENDAR\r\n');
    setImmediate(() => res.destroy());
  };
  assert.equal(await refusal(), 'unreachable');
  host.answer = (_, res) => res.setHeader('content-encoding', 'gzip').end(gzipSync(calendar).subarray(0, 40));
  assert.equal(await refusal(), 'cut-off');
  host.answer = (_, res) => res.setHeader('content-encoding', 'gzip').end(calendar);
  assert.equal(await refusal(), 'cut-off', 'not packed at all');
  const closed = await openCalendarHost();
  await closed.close();
  assert.equal(await refusal(closed.url), 'unreachable');
  const plain = host.url.replace('http:', 'https:');
  assert.match(await refusal(plain), /^(certificate|unreachable)$/);
});

test('nothing of the link is sent but to its host, and no name of a person', async () => {
  await get(`${host.url}?token=geheim`);
  const headers = host.asked[0]?.headers ?? {};
  assert.deepEqual(Object.keys(headers).sort(), [
    'accept',
    'accept-encoding',
    'connection',
    'host',
    'user-agent',
  ]);
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { after, test } from 'node:test';
import { createOutgoing } from '#server/outgoing/outgoing.ts';
import { isPublicAddress } from '#server/outgoing/publicAddress.ts';

// What goes to addresses that people gave: only out, only once, and of an answer only a little.

const closing: (() => void)[] = [];
after(() => {
  for (const close of closing) close();
});

async function receiver(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/in`;
}

const inside = createOutgoing('all');
const post = (url: string, withinMs = 5000) =>
  inside.post('webhook', url, { headers: { 'content-type': 'text/plain' }, body: 'hoi', withinMs });

test('only addresses of the public internet are public', () => {
  const inner = `127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 255.255.255.255 224.0.0.1 192.0.2.1
    ::1 :: fe80::1 fc00::1 fd12::1 ff02::1 ::ffff:10.0.0.1 ::ffff:127.0.0.1 64:ff9b::a00:1 2002:a00:1:: 2001:db8::1 localhost x`;
  for (const address of inner.split(/\s+/)) assert.equal(isPublicAddress(address), false, address);
  for (const address of ['1.1.1.1', '145.131.1.1', '2606:4700::1111', '::ffff:1.1.1.1'])
    assert.equal(isPublicAddress(address), true, address);
});

test('nothing goes inside or over plain HTTP, in whatever way the address is written', async () => {
  const outgoing = createOutgoing('none');
  const inner = `http://example.nl https://127.0.0.1 https://2130706433 https://0x7f.1 https://0177.0.0.1 https://[::1]
    https://[::ffff:127.0.0.1] https://u:p@example.nl https://10.0.0.8:8443/x ftp://example.nl javascript:1 x https://`;
  for (const url of inner.split(/\s+/)) {
    assert.equal(outgoing.allows('webhook', url), false, url);
    const posted = await outgoing.post('webhook', url, { headers: {}, body: '', withinMs: 1000 });
    assert.deepEqual(posted, { status: null, why: 'private' }, url);
  }
  assert.equal(outgoing.allows('webhook', 'https://hooks.example.nl/in?x=1'), true);
  // A name that leads inside is found out when it is looked up.
  const named = await outgoing.post('push', 'https://localhost/in', {
    headers: {},
    body: '',
    withinMs: 1000,
  });
  assert.deepEqual(named, { status: null, why: 'private' });
});

test('the own network is open for webhooks alone where that is said', () => {
  const outgoing = createOutgoing('webhooks');
  assert.equal(outgoing.allows('webhook', 'http://10.0.0.8/in'), true);
  assert.equal(outgoing.allows('push', 'https://10.0.0.8/in'), false);
});

test('a redirect is an answer, and is not followed', async () => {
  let visits = 0;
  const target = await receiver((_, res) => {
    visits += 1;
    res.end();
  });
  const posted = await post(
    await receiver((_, res) => res.writeHead(307, { location: target }).end('elders')),
  );
  assert.deepEqual([posted.status, visits], [307, 0]);
});

test('of 50 MB that come back only the beginning is read', async () => {
  let written = 0;
  let gone = false;
  const url = await receiver((_, res) => {
    res.on('close', () => {
      gone = true;
    });
    res.writeHead(200);
    const more = () => {
      while (!gone && written < 50_000_000) {
        written += 65_536;
        if (!res.write(Buffer.alloc(65_536, 'x'))) return res.once('drain', more);
      }
      return res.end();
    };
    more();
  });
  const posted = await post(url);
  assert.ok(posted.status === 200);
  assert.equal(posted.text.length, 4096);
  assert.ok(written < 25_000_000, `${written} bytes were taken`);
});

test('who hangs, drips or breaks off costs no more than the time that there is', async () => {
  assert.deepEqual(await post(await receiver(() => {}), 60), { status: null, why: 'timeout' });
  const drip = await receiver((_, res) => {
    res.writeHead(200);
    const timer = setInterval(() => res.write('.'), 10);
    res.on('close', () => clearInterval(timer));
  });
  // The status came: it counts.
  assert.equal((await post(drip, 80)).status, 200);
  assert.deepEqual(await post(await receiver((req) => req.socket.destroy())), {
    status: null,
    why: 'no-connection',
  });
  assert.deepEqual(await post('http://127.0.0.1:1/'), { status: null, why: 'no-connection' });
});

test('it is told how long to wait', async () => {
  const url = await receiver((_, res) => res.writeHead(429, { 'retry-after': '120' }).end('druk'));
  assert.deepEqual(await post(url), { status: 429, text: 'druk', waitMs: 120_000 });
});

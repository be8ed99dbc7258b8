import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { makeCasemanager, makeLocation, makeTopic } from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';
import { type ServerProcess, startServerProcess } from '../support/serverProcess.ts';

const perMinute = 50;
let server: ServerProcess;
let database: Awaited<ReturnType<typeof testDatabase>>;

before(async () => {
  database = await testDatabase();
  const { db, sql } = database;
  await makeTopic(db, { id: 'school', gridMinutes: 15 });
  for (const id of ['een', 'twee', 'drie']) {
    const week = { locationId: await makeLocation(db, { id }) };
    for (let count = 0; count < 5; count++) await makeCasemanager(db, [week]);
  }
  const settings = JSON.stringify({ limits: { requestsPerAddressPerMinute: perMinute } });
  await sql`insert into settings (values) values (${settings}::text::jsonb)`;
  // As much memory as the smallest container has for it.
  const heap = { NODE_OPTIONS: '--max-old-space-size=256' };
  server = await startServerProcess(database.url, {
    ...heap,
    RATE_LIMITS: 'on',
    TRUSTED_PROXIES: '127.0.0.1',
  });
});
after(async () => {
  await server?.stop();
  await database.drop();
});

const from = (address: string) => ({ 'x-forwarded-for': address });

/** One of 20,000 questions that all differ: some of them about days that nobody can book. */
function question(index: number): string {
  const [first, length] = [(index % 60) - 1, 1 + (Math.floor(index / 60) % 58)];
  const start = addDays(dateInAmsterdam(Date.now()), first);
  const query = new URLSearchParams({ topic: 'school', from: start, to: addDays(start, length) });
  const place = ['', 'een', 'twee', 'drie'][Math.floor(index / 3480) % 4];
  if (place) query.set('location', place);
  if (index >= 13_920) query.set('modality', 'telefoon');
  return `/api/v1/slots?${query}`;
}

/** What the server has in memory, in MB; 0 where the system does not tell it as Linux does. */
function memory(): number {
  const path = `/proc/${server.pid}/status`;
  const status = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
}

test('with a heap of 256 MB the server lives through thousands of different questions, and keeps its memory', async () => {
  // What compiling takes, and the first of each answer, is not what is kept of questions.
  for (let at = 0; at < 100; at++) await fetch(server.url + question(at * 197));
  const before = memory();
  const questions = Array.from({ length: 1500 }, (_, at) => question(at * 13));
  assert.equal(new Set(questions).size, questions.length);
  const statuses = new Map<number, number>();
  let asked = 0;
  const ask = async () => {
    while (asked < questions.length) {
      const at = asked++;
      const { status } = await fetch(server.url + questions[at], {
        headers: from(`10.0.${at >> 8}.${at & 255}`),
      });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: 20 }, ask));
  assert.deepEqual([...statuses], [[200, questions.length]]);
  assert.ok(server.runs());
  // What these questions took before answers were counted by their bytes: above 1 MB each.
  const more = Math.round(memory() - before);
  assert.ok(more < 250, `${more} MB more than before`);
});

test('who asks for page after page is told to wait, on a page; others are not', async () => {
  const page = (address: string) => fetch(`${server.url}/chat?refresh=1`, { headers: from(address) });
  assert.equal((await fetch(`${server.url}/`, { headers: from('192.0.2.2') })).status, 200);
  for (let count = 0; count < perMinute; count++) assert.equal((await page('192.0.2.1')).status, 200);
  const refused = await page('192.0.2.1');
  assert.equal(refused.status, 429);
  assert.match(refused.headers.get('retry-after') ?? '', /^[1-9]\d?$/);
  assert.match(await refused.text(), /<h1[^>]*>Er komt nu te veel van jouw netwerk/);
  assert.equal((await fetch(`${server.url}/`, { headers: from('192.0.2.1') })).status, 200, 'a kept page');
  assert.equal((await page('192.0.2.2')).status, 200);
});

test('a question from elsewhere does not wait for the many of one network, and who hangs up leaves the line', async () => {
  const order: string[] = [];
  const hangUp = new AbortController();
  const ask = async (index: number, address: string) => {
    const path = question(60 * 57 + index).replace('topic=school', 'topic=school&location=een');
    const { status } = await fetch(server.url + path, { headers: from(address), signal: hangUp.signal });
    assert.equal(status, 200);
    order.push(address);
  };
  const first = Promise.withResolvers<void>();
  const many = Array.from({ length: 60 }, (_, index) =>
    ask(index, `2001:db8:bad:${index}::1`)
      .catch(() => {})
      .finally(first.resolve),
  );
  await first.promise;
  await ask(60, '2001:db8:900d::1');
  const before = order.indexOf('2001:db8:900d::1');
  assert.ok(before > 0 && before < 30, `${before} of 60 were answered first`);
  hangUp.abort();
  await Promise.all(many);
  const again = await fetch(server.url + question(61), { headers: from('2001:db8:bad:9::1') });
  assert.equal(again.status, 200);
});

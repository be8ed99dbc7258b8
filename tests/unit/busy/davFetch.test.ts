import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type Dav, davFetch } from '#server/calendar/busy/caldav/davFetch.ts';
import { Stopped } from '#server/calendar/busy/fault.ts';
import { openCalendarHost, testReach } from '../../support/calendarHost.ts';

let host: Awaited<ReturnType<typeof openCalendarHost>>;
before(async () => {
  host = await openCalendarHost();
});
after(() => host.close());
beforeEach(() => {
  host.asked.length = 0;
});

const names = ['agenda.test', 'p42.agenda.test', 'elders.test', 'agenda.test.elders.test'];
const reach = testReach(Object.fromEntries(names.map((name) => [name, '127.0.0.1'])));
const at = (name: string, path = '/') => `http://${name}:${host.port}${path}`;
const dav = (): Dav =>
  davFetch(reach, { server: at('agenda.test'), user: 'noor', password: 'geheim' }, AbortSignal.timeout(5000));
const withPassword = () => host.asked.map(({ headers }) => headers.authorization !== undefined);

test('the password goes to the site that it is for, and to no other that a server names or leads to', async () => {
  host.answer = (_, res) => res.end();
  for (const name of names) await dav().send(at(name));
  assert.deepEqual(withPassword(), [true, true, false, false]);

  for (const [to, isOwn] of [
    [at('p42.agenda.test'), true],
    [at('elders.test'), false],
  ] as const) {
    host.asked.length = 0;
    host.answer = (req, res) =>
      req.url === '/weg' ? res.writeHead(307, { location: to }).end() : res.end('daar');
    assert.equal(await (await dav().send(at('agenda.test', '/weg'))).text(), 'daar');
    assert.deepEqual(withPassword(), [true, isOwn]);
  }
});

test('all answers of one reading together are bounded', async () => {
  host.answer = (_, res) => res.setHeader('content-type', 'text/xml').end('x'.repeat(8 * 1024 * 1024));
  const { ask } = dav();
  for (const _ of [1, 2]) assert.ok((await ask(at('agenda.test'))).ok);
  await assert.rejects(
    ask(at('agenda.test')),
    (error) => error instanceof Stopped && error.fault === 'too-large',
  );
  assert.ok((await dav().ask(at('agenda.test'))).ok, 'another reading begins anew');
});

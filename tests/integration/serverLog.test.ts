import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { z } from 'zod';
import { socketPath, staffNamespace } from '#server/chat/events.ts';
import { testDatabase } from '../support/postgres.ts';
import { type ServerProcess, startServerProcess } from '../support/serverProcess.ts';

// What a running server writes, read as an operator would: all of its stdout and stderr.

let database: Awaited<ReturnType<typeof testDatabase>>;
let server: ServerProcess;
before(async () => {
  database = await testDatabase();
  server = await startServerProcess(database.url, { RATE_LIMITS: 'on' });
});
after(async () => {
  await server?.stop();
  await database.drop();
});

/** Somebody of whom nothing may be read in a log. */
const noa = {
  name: 'Noa-Zonnestraal',
  email: 'noa.zonnestraal@example.nl',
  phone: '+31612340987',
  note: 'Ik durf niet meer naar school',
};
const words = /zonnestraal|12340987|durf/i;

const form = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(server.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: server.url, ...headers },
    body: new URLSearchParams(fields),
  });

const lineSchema = z.looseObject({ level: z.number(), time: z.iso.datetime(), msg: z.string() });
const logged = () =>
  server
    .said()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => lineSchema.parse(JSON.parse(line)));

/** The lines of the security log that came of something, when as many are there. */
async function security(act: () => Promise<unknown>, count: number) {
  const before = logged().length;
  await act();
  const lines = () =>
    logged()
      .slice(before)
      .filter(({ log }) => log === 'security');
  for (let patience = 400; lines().length < count && patience > 0; patience -= 1) await sleep(50);
  return lines();
}

/** A free time of the demo, as it is asked for. */
async function freeTime() {
  const date = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const { body } = await server.call(`/api/v1/slots?topic=school&from=${date(3)}&to=${date(20)}`);
  const place = z.object({ start: z.string(), location: z.string(), modality: z.string() });
  const [first] = z.array(place).parse(body.slots);
  assert.ok(first);
  return { topic: 'school', ...first };
}

/** What every line of the security log has; an origin is never an address. */
function shown(lines: z.output<typeof lineSchema>[]) {
  return lines.map(({ action, object, result, reason, actor, origin, level: _level, time: _time }) => {
    if (actor !== 'system') assert.match(String(origin), /^[\w-]{22}$/);
    return { action, object, result, reason, actor };
  });
}

test('the security log has signing in and out, refusals, and sessions that end', async () => {
  const [samira] = await database.sql<
    { id: string }[]
  >`select id from staff where email = 'samira@example.nl'`;
  const account = `account:${samira?.id}`;
  const password = 'voordeur-samira';
  const wrong = await security(
    () => form('/medewerker/inloggen', { email: 'samira@example.nl', password: 'zonnestraal' }),
    1,
  );
  const unknown = await security(() => form('/medewerker/inloggen', { email: noa.email, password }), 1);
  let cookie = '';
  const signIn = async () => {
    const answer = await form('/medewerker/inloggen', { email: 'samira@example.nl', password });
    assert.equal(answer.status, 303);
    cookie = (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  };
  const right = await security(signIn, 1);
  const out = await security(() => form('/medewerker/uitloggen', {}, { cookie }), 1);
  await signIn();
  await database.sql`update sessions set last_used_at = now() - interval '3 hours'`;
  const ended = await security(() => fetch(`${server.url}/medewerker`, { headers: { cookie } }), 1);

  const byNobody = { action: 'sign-in', actor: 'jongere' };
  assert.deepEqual(shown([...wrong, ...unknown, ...right, ...out, ...ended]), [
    { ...byNobody, object: account, result: 'refused', reason: 'wrong-password' },
    { ...byNobody, object: 'account', result: 'refused', reason: 'unknown' },
    { ...byNobody, object: account, result: 'done', reason: undefined },
    {
      action: 'sign-out',
      object: account,
      result: 'done',
      reason: undefined,
      actor: `staff:${samira?.id}`,
    },
    { action: 'session-ended', object: account, result: 'done', reason: 'time', actor: 'system' },
  ]);
});

test('the security log has refused requests of pages, API and sockets, by part of the site', async () => {
  const foreign = { origin: 'https://kwaad.example' };
  const secret = 'K4fDq0tSb7WgTz1y5cXn2mVj8LhR6pEa';
  const page = await security(
    () => form(`/en/mijn-afspraak/${secret}/afzeggen?naam=Zonnestraal`, noa, foreign),
    1,
  );
  const json = { ...foreign, 'content-type': 'application/json' };
  const api = await security(() => server.call('/api/v1/appointments', {}, json), 1);
  const socket = () =>
    new Promise((resolve) => {
      const client = io(server.url + staffNamespace, { path: socketPath, reconnection: false });
      client.once('connect_error', (error) => resolve(error.message)).once('connect', () => resolve('in'));
    });
  const sockets = await security(async () => assert.equal(await socket(), 'signed-out'), 1);

  await database.sql`
    update settings set version = version + 1,
      "values" = jsonb_set("values", '{limits}', '{"appointmentsPerAddressPerHour": 1}')`;
  const time = await freeTime();
  const often = await security(async () => {
    for (let patience = 40; patience > 0; patience -= 1) {
      const { status } = await server.call('/api/v1/appointments', {
        ...time,
        name: 'Sem',
        ageGroup: '18-22',
        contact: { email: 'sem@example.nl' },
      });
      if (status === 429) return;
      await sleep(100);
    }
    assert.fail('expected 429 once the setting holds');
  }, 1);

  const refused = { action: 'request', result: 'refused', actor: 'jongere' };
  assert.deepEqual(shown([...page, ...api, ...sockets, ...often]), [
    { ...refused, object: 'page:mijn-afspraak', reason: 403 },
    { ...refused, object: 'api:appointments', reason: 403 },
    { ...refused, action: 'connect', object: 'live:chat', reason: 'signed-out' },
    { ...refused, object: 'api:appointments', reason: 429 },
  ]);
  assert.doesNotMatch(server.said(), new RegExp(`${secret}|${words.source}`, 'i'));
});

test('a page, a call or an event whose query fails is told without a word of what was typed', async () => {
  await database.sql`update settings set version = version + 1, "values" = "values" - 'limits'`;
  const place = await freeTime();
  const held = await server.call('/api/v1/holds', place);
  assert.equal(held.status, 201, JSON.stringify(held.body));
  const hold = z.string().parse(held.body.hold);
  const before = logged().length;
  // As when a migration went wrong: the statement goes to PostgreSQL with all that was typed, and fails there.
  await database.sql`alter table appointments add constraint out_of_order check (email is null and note is null) not valid`;
  await database.sql`alter table staff rename column team to team_gone`;
  await database.sql`alter table chat_messages rename column body to body_gone`;
  try {
    const person = { name: noa.name, ageGroup: '18-22', language: 'nl' };
    const page = await form(`/afspraak/${hold}/gegevens`, { ...person, ...noa });
    assert.equal(page.status, 500);
    assert.match(await page.text(), /<h1/);
    const contact = { email: noa.email, phone: noa.phone };
    const booking = { ...person, topic: place.topic, hold, contact, note: noa.note };
    const call = await server.call('/api/v1/appointments', booking);
    assert.equal(call.status, 500);
    const question = { startKey: 'zonnestraal-zonnestraal-zonnestraal', question: noa.note, contact };
    assert.ok((await server.call('/api/v1/chat/questions', { ...person, ...question })).status >= 400);
    const signIn = await form('/medewerker/inloggen', { email: noa.email, password: 'zonnestraal' });
    assert.equal(signIn.status, 500);
  } finally {
    await database.sql`alter table appointments drop constraint out_of_order`;
    await database.sql`alter table staff rename column team_gone to team`;
    await database.sql`alter table chat_messages rename column body_gone to body`;
  }
  for (let patience = 400; logged().length < before + 3 && patience > 0; patience -= 1) await sleep(50);
  const failures = logged()
    .slice(before)
    .filter(({ level }) => level >= 50);
  const errors = failures.map(({ msg, err, page }) => {
    const { code, cause } = z
      .looseObject({ code: z.string().optional(), cause: z.looseObject({ code: z.string() }).optional() })
      .parse(err);
    return { msg, page, code: cause?.code ?? code };
  });
  assert.partialDeepStrictEqual(errors, [
    { msg: 'a page failed', page: '/afspraak/[hold]/gegevens', code: '23514' },
    { msg: 'an API call failed', code: '23514' },
    { msg: 'a page failed', page: '/medewerker/inloggen', code: '42703' },
  ]);
  assert.doesNotMatch(server.said(), words);
  // Nothing but the lines of the start and JSON.
  const others = server
    .said()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('{'));
  for (const line of others) assert.doesNotMatch(line, /error|failed|query/i);
});

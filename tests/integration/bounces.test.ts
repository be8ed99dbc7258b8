import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { send } from '#server/api/answer.ts';
import { answerBounce } from '#server/api/bounces.ts';
import { book } from '#server/booking/book.ts';
import type { Services } from '#server/http/context.ts';
import { createOrigins } from '#server/http/origin.ts';
import { sendDue } from '#server/notifications/sendDue.ts';
import { createSending } from '#server/notifications/sending.ts';
import { listenOn } from '../support/apiServer.ts';
import { bounceOf } from '../support/bounces.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { openMailServer, type TestMailServer } from '../support/mailServer.ts';
import { type RaceGround, raceGround, request } from '../support/raceGround.ts';

// What a mail server brings back, over HTTP: it is written on the message, once, and by nobody who has not the word.

let ground: RaceGround;
let mails: TestMailServer;
let services: Services;
let hook: Awaited<ReturnType<typeof listenOn>>;
const word = 'a-word-that-only-the-mail-server-and-we-know';

before(async () => {
  ground = await raceGround(1);
  mails = await openMailServer();
  const requestInfo = { addressOf: () => '192.0.2.1', origins: createOrigins(undefined, () => 'localhost') };
  hook = await listenOn((req, res) => {
    void answerBounce(services, requestInfo, req).then((answer) => send(res, answer));
  });
});
after(async () => {
  services.mail?.mailer.close();
  await hook.close();
  await mails.close();
  await ground.close();
});
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(ground.sql, 'appointments', 'history');
  services?.mail?.mailer.close();
  services = {
    ...ground.ctx,
    mail: { ...mails.way(), bounces: 'terug@denhaag.test', bounceSecret: word },
    sending: createSending(ground.clock),
  };
});

const bring = async (body: string, { secret = word, type = 'message/rfc822' } = {}) => {
  const headers = { authorization: `Bearer ${secret}`, 'content-type': type };
  return (await fetch(hook.url, { method: 'POST', headers, body })).status;
};
const row = async () => {
  const [found] = await ground.sql<
    { id: string; state: string; reason: string | null; nextAt: string | null }[]
  >`
    select id, state, reason, next_at as "nextAt" from outbox`;
  assert.ok(found);
  return found;
};
async function sent() {
  assert.ok((await book(ground.ctx, request('10:00'))).ok);
  await sendDue(services);
  return `terug+${(await row()).id}@denhaag.test`;
}

test('a mail that came back is marked as one that did not come, and the same again changes nothing', async () => {
  const to = await sent();
  assert.equal(await bring(bounceOf({ to })), 200);
  const { state, reason, nextAt } = await row();
  assert.deepEqual([state, reason, nextAt], ['permanent-failure', '5.1.1', null]);
  assert.equal(await bring(bounceOf({ to, status: '5.2.2' })), 200);
  assert.equal((await row()).reason, '5.1.1');
});

test('a delay changes nothing, and what is of nobody is taken', async () => {
  const to = await sent();
  assert.equal(await bring(bounceOf({ to, action: 'delayed', status: '4.4.7' })), 200);
  assert.equal(await bring(bounceOf({ to: 'terug+0b9d5a4e-6f0f-4a57-9f0a-3c1de6f2a9f4@denhaag.test' })), 200);
  assert.equal(await bring('no mail at all'), 200);
  assert.equal((await row()).state, 'delivered');
});

test('a bounce that comes before we wrote down that the mail was taken stands', async () => {
  const to = await sent();
  await ground.sql`update outbox set state = 'sending', settled_at = null, next_at = now()`;
  assert.equal(await bring(bounceOf({ to })), 200);
  await sendDue(services);
  assert.equal((await row()).state, 'permanent-failure');
});

test('without the word, as another kind, or too large it is refused', async () => {
  const to = await sent();
  assert.equal(await bring(bounceOf({ to }), { secret: 'wrong' }), 401);
  assert.equal(await bring(bounceOf({ to }), { type: 'application/json' }), 415);
  assert.equal(await bring(bounceOf({ to }) + 'x'.repeat(150_000)), 413);
  services = { ...services, mail: mails.way() };
  assert.equal(await bring(bounceOf({ to })), 401);
  assert.equal((await row()).state, 'delivered');
});

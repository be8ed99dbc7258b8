import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { test } from 'node:test';
import { writesOf } from '../support/writesOf.ts';

/** What changes rows outside of a `write` of server/kernel/write.ts, each with the reason. */
const outside: Record<string, string> = {
  'server/kernel/write.ts': 'it is the write',
  'server/audit/seal.ts': 'a day is sealed by itself, and nobody hears of it',
  'server/audit/spans/readUnsent.ts': 'says up to where the logboek has them, which nobody hears of',
  'server/audit/insertRows.ts':
    'what was viewed and tried is gathered, and changes nothing that anybody waits for',
  'server/kernel/auditRow.ts': 'a part of the statement that w.record sends',
  'server/kernel/history.ts': 'the statement that w.record sends, also as a part of a larger one',
  'server/kernel/outbox.ts': 'the statement that w.message sends, also as a part of a larger one',
  'server/notifications/settle.ts': 'how messages went is written down for many at once, between two writes',
  'server/notifications/turnForward.ts': 'sweep',
  'server/notifications/forgetNotices.ts': 'sweep',
  'server/notifications/mail/noteBounce.ts': 'what a mail server says of a message',
  'server/notifications/text/noteReceipt.ts': 'what a provider says of a message, or does not say',
  'server/roster/load.ts': 'reads in one snapshot, and writes nothing',
  // Sweeps: nobody asked for them, each statement stands by itself, and what they say is said once for all rows.
  'server/booking/sweep.ts': 'sweep',
  'server/booking/foldMissing.ts': 'sweep',
  'server/availability/forgetExceptions.ts': 'sweep',
  'server/forms/forgetForms.ts': 'sweep',
  'server/referral/forgetReferrals.ts': 'sweep',
  'server/walkIn/forgetWalkIns.ts': 'sweep',
  'server/trajecten/emptyListRows.ts': 'part of a sweep, and of writes that say what they do',
  'server/waitingList/forgetWaiting.ts': 'sweep',
  'server/looks/forgetLogos.ts': 'sweep',
  'server/push/forgetPush.ts': 'sweep',
  'server/webhooks/forgetWebhooks.ts': 'sweep',
  'server/webhooks/claimEvents.ts': 'how sending went is no change of anything, and nobody else hears of it',
  'server/push/makeNotices.ts': 'what a device is told is no change of anything, and nobody else hears of it',
  'server/push/claimNotices.ts':
    'what a device is told is no change of anything, and nobody else hears of it',
  'server/accounts/forgetPasswordLinks.ts': 'sweep',
  'server/accounts/factors/forgetFactors.ts': 'sweep',
  'server/chat/forgetChats.ts': 'sweep',
  'server/figures/visits.ts': 'visitors are counted for many at once, and nobody waits for it',
  'server/waitingList/nothingFree.ts': 'visitors are counted for many at once, and nobody waits for it',
  // Signing in concerns no jongere, hours or settings; the log for security has it.
  'server/accounts/attempts.ts':
    'attempts are counted before the password is looked at, and that must stay when it throws',
  'server/accounts/sso/requests.ts':
    'a sign-in under way is no change of anything, and is used up by one statement',
  'server/accounts/sessions.ts': 'Lucia writes, and the database itself tells of a session that ended',
  'server/calendar/openFeed.ts': 'the day on which a feed was read is no change that anybody waits for',
  'server/forms/keepForm.ts': 'what is kept for Back is no change of anything, and nobody else hears of it',
  'server/demo/purpose.ts': 'what a database is for is written once, before anybody is served',
  'server/demo/load.ts': 'made-up data in an empty database',
  'server/demo/insertRows.ts': 'made-up data in an empty database',
  // Chat: what is said goes in one statement, which carries the load of a whole school.
  'server/chat/sendMessage.ts': 'a message is one statement (bench chat), and its sender tells of it',
  'server/chat/append.ts': 'one statement, on whichever connection it is given',
  'server/chat/saveReceipts.ts': 'receipts of many are saved at once, many times a second',
  'server/chat/presence.ts': 'who is there is a heartbeat, no change of anything that stays',
  'server/chat/live/arrivals.ts': 'who came and went is saved for many at once',
  'server/chat/live/gateway.ts': 'the heartbeat of this process',
  'server/chat/visitorKey.ts': 'the secret of a day, made by whoever is first',
};

test('what changes rows does so in a write, or stands in the list with its reason', async () => {
  const found: string[] = [];
  for await (const file of glob('server/**/*.ts')) {
    const on = writesOf(readFileSync(file, 'utf8')).filter((one) => one !== 'tx');
    if (on.length > 0) found.push(file);
  }
  assert.deepEqual(
    found.sort(),
    Object.keys(outside).sort(),
    'write through `write` of server/kernel/write.ts; or take a file that does so out of the list',
  );
});

test('a write asks for the roster on no other connection: those that wait for it may hold them all', async () => {
  for await (const file of glob('server/**/*.ts'))
    assert.doesNotMatch(
      readFileSync(file, 'utf8'),
      /\bw\.ctx\.roster\b(?!\.known)/,
      `${file}: rosterIn, settingsIn, or underRoster`,
    );
});

test('sees each way to change rows', () => {
  const inside = ['tx'];
  assert.deepEqual(writesOf(`await w.tx\`update a set \${x ? tx\`b = 1\` : tx\`\`} where c\``), inside);
  assert.deepEqual(writesOf('await tx.insert(a).values(b)'), inside);
  assert.deepEqual(writesOf('await ctx.sql<{ id: string }[]>`insert into a values (1)`'), ['sql']);
  assert.deepEqual(writesOf('sql`with gone as (delete from a returning b) select`'), ['sql']);
  assert.deepEqual(writesOf('await ctx.db.update(a).set(b)'), ['db']);
  assert.deepEqual(writesOf('ctx.sql.begin(async (tx) => {})'), ['begin']);
  assert.deepEqual(writesOf('sql`select a from b for update -- insert into c`; known.delete(a)'), []);
});

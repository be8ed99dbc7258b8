import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { called, untold, verbs } from '../support/verbs.ts';

// Each verb that a page, the API, a socket, a live stream or a job calls asks the table of rights first.

/** Why a verb does not ask: the short list. */
const exceptions: Record<string, string> = {
  // Law alone, about nobody who is known: nothing of it is kept.
  assess: 'public',
  // The system alone, without anybody who asks: a test below holds that only jobs call them.
  expireHolds: 'job',
  forgetOld: 'job',
  foldMissing: 'job',
  forgetAttempts: 'job',
  keepAudit: 'job',
  forgetExceptions: 'job',
  forgetForms: 'job',
  forgetFactors: 'job',
  forgetLogos: 'job',
  forgetPasswordLinks: 'job',
  forgetSsoRequests: 'job',
  recheckSso: 'job',
  closeSilentChats: 'job',
  requeueLostChats: 'job',
  requeueUnansweredChats: 'job',
  forgetChats: 'job',
  forgetReferrals: 'job',
  forgetJongeren: 'job',
  followGesprekken: 'job',
  forgetLists: 'job',
  sendPush: 'job',
  forgetPush: 'job',
  sendWebhooks: 'job',
  forgetWebhooks: 'job',
  forgetWalkIns: 'job',
  readDueCalendars: 'job',
  writeDueCalendars: 'job',
  forgetBusyTimes: 'job',
  forgetWaiting: 'job',
  offerFreedTimes: 'job',
  publishMonths: 'job',
  sendDue: 'job',
  remind: 'job',
  tellOfQuestions: 'job',
  tellOfReferrals: 'job',
  tellOfYearPlans: 'job',
  forgetNotices: 'job',
  noteSilence: 'job',
  // What a provider of text messages says: the word that came with it was compared.
  noteReceipt: 'receipt',
  noteBounce: 'receipt',
  sampleFirstFree: 'job',
  // The gates themselves: they find out who asks, or whether somebody may.
  readSession: 'gate',
  staffOf: 'gate',
  maySee: 'gate',
  findScreen: 'gate',
  // A jongere in their own chat: the token in the handshake opened it, and `live/jongeren` asks once per connection.
  sendAsJongere: 'own chat',
  endAsJongere: 'own chat',
  endByToken: 'own chat',
  rate: 'own chat',
  reopen: 'own chat',
  readJongereStates: 'own chat',
  // Read once for many sockets, each of which was let in or has the conversation open.
  readQueue: 'shared',
  readAfter: 'shared',
  readBefore: 'shared',
  readGrown: 'shared',
  readNotes: 'shared',
  readSummaries: 'shared',
  readInboxGround: 'shared',
  saveReceipts: 'shared',
  beatPresence: 'shared',
  stopWatching: 'shared',
  endPresence: 'shared',
  // What was typed in a form, by the word in the address and by whose form it is: a session or a private link.
  findForm: 'own form',
  keepForm: 'own form',
};

test('a verb that is called from outside asks the table of rights in its first line, or stands in the list', () => {
  assert.ok(verbs.length > 50);
  const silent = verbs.filter(({ name, asksFirst }) => !asksFirst && !(name in exceptions));
  assert.deepEqual(
    silent.map(({ file, name }) => `${file}: ${name}`),
    [],
  );
});

test('the list has nothing that asks, or is not called, and jobs alone call what is for them', () => {
  const bySelf = new Set(verbs.filter(({ asksFirst }) => !asksFirst).map(({ name }) => name));
  assert.deepEqual(
    Object.keys(exceptions).filter((name) => !bySelf.has(name)),
    [],
  );
  for (const [key, files] of called) {
    if (exceptions[key.split(' ')[1] ?? ''] !== 'job') continue;
    assert.deepEqual(
      [...files].filter((file) => !file.startsWith('server/jobs/')),
      [],
      key,
    );
  }
});

test('a verb that reads something about a person says so in the audit log, or stands in the list', () => {
  const silent = verbs.filter(({ asksFirst, tells, writes }) => asksFirst && !tells && !writes);
  assert.deepEqual(silent.map(({ name }) => name).sort(), Object.keys(untold).sort());
});

/** What changes access or configuration, and does not ask again by itself. */
const throughOthers: Record<string, string> = {
  'server/configuration/saveLooks.ts': 'by save.ts',
  'server/configuration/undo.ts': 'by save.ts',
  'server/leaving/leave.ts': 'by endPerson or savePerson, in the same write',
  'server/looks/uploadLogo.ts': 'what is uploaded is shown to nobody before it is chosen, by saveLooks.ts',
};

test('whoever changes access or configuration is asked for their right again in the write', () => {
  const root = join(import.meta.dirname, '..', '..');
  const silent = globSync('server/**/*.ts', { cwd: root }).filter((file) => {
    const source = readFileSync(join(root, file), 'utf8');
    const isOne =
      /may\(ctx, '(people|configuration|organisation-key)\.save'\)/.test(source) &&
      /\bwrite(<[^(]*>)?\(/.test(source);
    return isOne && !source.includes('await stillMay(w, ');
  });
  assert.deepEqual(silent.sort(), Object.keys(throughOthers));
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { after, before, beforeEach, test } from 'node:test';
import { staffOf } from '#server/accounts/staffOf.ts';
import { refuseProposal } from '#server/chat/proposal/answerProposal.ts';
import { endProposal } from '#server/chat/proposal/endProposal.ts';
import { withdrawProposal } from '#server/chat/proposal/withdrawProposal.ts';
import { bookInvitation } from '#server/referral/bookInvitation.ts';
import { changeReferral } from '#server/referral/changeReferral.ts';
import { referAgain, remindReferral, showInvitation } from '#server/referral/linkOfReferral.ts';
import { answerCasemanager, writeToReferrer } from '#server/referral/messages.ts';
import {
  endOrganisationKey,
  makeOrganisationKey,
  readOrganisationKeys,
} from '#server/referral/organisationKeys.ts';
import { correctReferral, detachReferral, withdrawSharing } from '#server/referral/ownReferral.ts';
import { referByForm } from '#server/referral/referWithoutAccount.ts';
import { closeReferral } from '#server/referral/settleReferral.ts';
import { noteContact, takeReferral } from '#server/referral/takeReferral.ts';
import { withdrawReferral } from '#server/referral/withdrawReferral.ts';
import { confirmedSession } from '../support/confirmed.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { proposing } from '../support/proposalGround.ts';
import { request } from '../support/raceGround.ts';
import {
  bookedTogether,
  formReferral,
  invited,
  type ReferralGround,
  referral,
  referralGround,
} from '../support/referralGround.ts';

let ground: ReferralGround;
before(async () => {
  ground = await referralGround(1);
  await confirmedSession(ground.sql, staffOf(ground.beheerder).id);
});
after(() => ground.close());
beforeEach(async () => {
  ground.clock.set('2026-11-20T10:00:00+01:00');
  await emptyTables(
    ground.sql,
    'appointments',
    'referrals',
    'chat_conversations',
    'history',
    'organisation_keys',
  );
  ground.ctx.bus.say({ roster: true, agenda: [...ground.staff] });
});

const day = 24 * 3_600_000;
const acts = () => proposing(ground);
const secret = { told: 'geheim', reachNote: 'geheim' };
const expired = async () => {
  const made = await invited(ground.youssef, secret);
  ground.clock.set(new Date(made.expiresAt).toISOString());
  return made;
};

/** Per file that writes what is done by it, and what the history must say of it afterwards, last of all, by whom. */
const done: Record<
  string,
  [what: string, by: 'staff' | 'jongere' | 'system', act: () => Promise<unknown>][]
> = {
  'server/referral/refer.ts': [['invited', 'staff', () => invited(ground.youssef, secret)]],
  'server/referral/linkOfReferral.ts': [
    [
      'invitation-shown',
      'staff',
      async () => showInvitation(ground.youssef, (await invited(ground.youssef, secret)).id),
    ],
    [
      'reminded',
      'staff',
      async () => {
        const { id } = await invited(ground.youssef, secret);
        ground.clock.advance(3 * day);
        return remindReferral(ground.youssef, id);
      },
    ],
    ['invited', 'staff', async () => referAgain(ground.youssef, (await expired()).id)],
  ],
  'server/referral/changeReferral.ts': [
    [
      'changed',
      'staff',
      async () => {
        const { id } = await invited(ground.youssef, secret);
        const next = {
          ...(await referral(ground.youssef, { told: 'ook geheim' })),
          reason: 'geheim',
          version: 1,
        };
        return changeReferral(ground.youssef, id, next);
      },
    ],
  ],
  'server/referral/withdrawReferral.ts': [
    [
      'withdrawn',
      'staff',
      async () => {
        const { id } = await invited(ground.youssef, secret);
        return withdrawReferral(ground.youssef, id, { reason: 'geheim', version: 1 });
      },
    ],
  ],
  'server/referral/ownReferral.ts': [
    [
      'corrected',
      'jongere',
      async () => {
        const { token } = await invited(ground.youssef, secret);
        const input = { firstName: 'Geheim', stepFree: true, version: 1 };
        return correctReferral(ground.jongere, { invitation: token }, input);
      },
    ],
    [
      'detached',
      'jongere',
      async () => detachReferral(ground.jongere, (await invited(ground.youssef, secret)).token),
    ],
    [
      'sharing-ended',
      'jongere',
      async () => {
        const { appointment } = await bookedTogether(ground.youssef, '10:00', secret);
        return withdrawSharing(ground.jongere, appointment.token);
      },
    ],
  ],
  'server/chat/proposal/propose.ts': [
    ['referral-proposed', 'staff', () => acts().proposed({ told: 'geheim' })],
  ],
  'server/chat/proposal/withdrawProposal.ts': [
    [
      'referral-proposal-withdrawn',
      'staff',
      async () => {
        const { conversation, seq } = await acts().proposed({ told: 'geheim' });
        return withdrawProposal(ground.casemanager, conversation, { proposal: seq });
      },
    ],
  ],
  'server/chat/proposal/answerProposal.ts': [
    ['referral-agreed', 'jongere', () => acts().agreed()],
    [
      'referral-refused',
      'jongere',
      async () => refuseProposal(ground.jongere, (await acts().proposed()).token),
    ],
  ],
  'server/chat/proposal/endProposal.ts': [
    ['referral-ended', 'jongere', async () => endProposal(ground.jongere, (await acts().agreed()).token)],
  ],
  'server/referral/takeReferral.ts': [
    ['taken', 'staff', async () => takeReferral(ground.youssef, (await acts().agreed()).id, { version: 1 })],
    [
      'contact-noted',
      'staff',
      async () => {
        const { id } = await acts().agreed();
        await takeReferral(ground.youssef, id, { version: 1 });
        return noteContact(ground.youssef, id, { contact: 'failed', version: 2 });
      },
    ],
  ],
  'server/referral/messages.ts': [
    [
      'message-sent',
      'staff',
      async () => {
        const { id } = await bookedTogether(ground.youssef, '10:00', secret);
        await writeToReferrer(ground.casemanager, id, { text: 'geheim' });
        return answerCasemanager(ground.youssef, id, { text: 'geheim' });
      },
    ],
  ],
  'server/referral/settleReferral.ts': [
    [
      'closed',
      'staff',
      async () => closeReferral(ground.coordinator, (await expired()).id, { reason: 'helped', version: 1 }),
    ],
  ],
  'server/referral/referWithoutAccount.ts': [
    [
      'referred',
      'system',
      async () => referByForm(ground.jongere, await formReferral(ground.jongere, secret), 'form'),
    ],
  ],
  'server/referral/organisationKeys.ts': [
    [
      'organisation-key-made',
      'staff',
      () => makeOrganisationKey(ground.beheerder, ground.bridge, { name: 'geheim' }),
    ],
    [
      'organisation-key-ended',
      'staff',
      async () => {
        await makeOrganisationKey(ground.beheerder, ground.bridge, { name: 'geheim' });
        const [key] = await readOrganisationKeys(ground.beheerder);
        return endOrganisationKey(ground.beheerder, key?.id ?? '');
      },
    ],
  ],
};

/** What writes and records nothing, each with the reason. */
const unrecorded: Record<string, string> = {
  'server/referral/countShortage.ts': 'a number about nobody',
};

test('every file of referral that writes is tried below, or records nothing for a reason', async () => {
  const writing: string[] = [];
  for await (const file of glob(['server/referral/**/*.ts', 'server/chat/proposal/**/*.ts']))
    if (/\bwrite(<[^(]*>)?\(/.test(readFileSync(file, 'utf8'))) writing.push(file);
  assert.deepEqual(writing.sort(), [...Object.keys(done), ...Object.keys(unrecorded)].sort());
});

for (const [file, acts] of Object.entries(done)) {
  for (const [what, by, act] of acts) {
    test(`${file} writes down that it was ${what}, by whom, and nothing that a person typed`, async () => {
      const result = await act();
      const rows = await ground.sql`select what, actor, details from history order by id`;
      assert.deepEqual([rows.at(-1)?.what, rows.at(-1)?.actor], [what, by], JSON.stringify(result));
      assert.doesNotMatch(JSON.stringify(rows), /geheim|Sam"|example/i);
    });
  }
}

test('a booking with a link is written down at the referral too', async () => {
  const { token } = await invited(ground.youssef, secret);
  assert.ok((await bookInvitation(ground.jongere, token, request('10:00'))).ok);
  const rows = await ground.sql`select what, actor from history where referral_id is not null order by id`;
  assert.deepEqual(
    rows.map(({ what, actor }) => `${what} ${actor}`),
    ['referred staff', 'invited staff', 'booked jongere'],
  );
});

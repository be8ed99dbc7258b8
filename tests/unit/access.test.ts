import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { roles } from '#db/schema/words.ts';
import { areaOf, isDoor, staffArea } from '#server/access/areas.ts';
import { may, NotAllowed } from '#server/access/may.ts';
import { type Action, policy, type Role, reachOf } from '#server/access/policy.ts';
import { inScope, peopleInScope } from '#server/access/scope.ts';
import type { Actor } from '#server/kernel/context.ts';

const root = `${import.meta.dirname}/../../`;
const mine = { id: 'team-1', name: 'Noord' };
const somebody = (role: Role, team: typeof mine | null): { actor: Actor } => ({
  actor: {
    kind: 'staff',
    addressKey: '',
    staff: {
      id: 'me',
      firstName: 'Noor',
      lastName: 'V',
      email: 'n@example.nl',
      roles: [role],
      team,
      organisation: 'o',
      roomy: false,
      session: 's',
    },
  },
});
const nobody: { actor: Actor } = { actor: { kind: 'jongere', addressKey: '', networks: ['net'] } };
const system: { actor: Actor } = { actor: { kind: 'system' } };

describe('the table of rights', () => {
  it('has no action that no verb asks for', () => {
    const code = globSync(['server/**/*.ts', 'src/**/*.{ts,astro,tsx}'], { cwd: root })
      .filter((file) => !file.startsWith('server/access/'))
      .map((file) => readFileSync(root + file, 'utf8'))
      .join('\n');
    const asked = new Set(
      [...code.matchAll(/\bmay\([^()]*(?:\([^()]*\))?[^()]*?, '([a-z.-]+)'\)/g)].map(([, action]) => action),
    );
    const unused = Object.keys(policy).filter((action) => !asked.has(action));
    assert.deepEqual(unused, []);
  });

  it('gives a right to who is in it, and to nobody else', () => {
    assert.equal(reachOf(['casemanager'], 'appointment.cancel'), 'team');
    assert.equal(reachOf(['jongere'], 'appointment.cancel'), undefined);
    assert.equal(reachOf(['beheerder'], 'chat.take'), undefined);
    assert.equal(reachOf(['beheerder'], 'appointment.read'), undefined);
    assert.equal(reachOf(['coordinator'], 'appointment.read'), 'team');
    const me = somebody('casemanager', mine);
    assert.equal(may(me, 'appointment.cancel').staff.id, 'me');
    for (const [who, action] of [
      [nobody, 'appointment.cancel'],
      [system, 'agenda.read'],
      [somebody('beheerder', mine), 'chat.take'],
      [system, 'hold.place'],
    ] as const satisfies [{ actor: Actor }, Action][]) {
      assert.throws(() => may(who, action), NotAllowed);
    }
  });
});

describe('somebody who is several', () => {
  const everyRole = fc.subarray([...roles], { minLength: 1 });
  const anAction = fc.constantFrom(...(Object.keys(policy) as Action[]));
  const order = [undefined, 'own', 'organisation', 'team', 'team-or-nobody', 'all'] as const;

  it('may what the widest of their roles may, and nothing more', () => {
    fc.assert(
      fc.property(everyRole, anAction, (some, action) => {
        const each = some.map((role) => order.indexOf(reachOf([role], action)));
        assert.equal(order.indexOf(reachOf(some, action)), Math.max(...each));
      }),
    );
  });
});

describe('scope', () => {
  const own = { id: 'me', team: 'team-1' };
  const colleague = { id: 'a', team: 'team-1' };
  const other = { id: 'b', team: 'team-2' };
  const alone = { id: 'c', team: null };

  it('is oneself and the own team', () => {
    const isIn = inScope(somebody('casemanager', mine), 'appointment.read');
    assert.deepEqual([own, colleague, other, alone, null].map(isIn), [true, true, false, false, false]);
  });

  it('is oneself alone for who is in no team', () => {
    for (const role of ['casemanager', 'coordinator'] as const) {
      const isIn = inScope(somebody(role, null), 'appointment.read');
      assert.deepEqual([own, colleague, other, alone, null].map(isIn), [true, false, false, false, false]);
    }
  });

  it('has what nobody took where the table says so, and only the own where it says that', () => {
    const reads = inScope(somebody('casemanager', mine), 'chat.read');
    assert.deepEqual([own, colleague, other, null].map(reads), [true, true, false, true]);
    const writes = inScope(somebody('casemanager', mine), 'chat.write');
    assert.deepEqual([own, colleague, other, null].map(writes), [true, false, false, false]);
  });

  it('is all of the own organisation, whoever made it, where the table says so', () => {
    const isIn = inScope(somebody('jongerenwerker', null), 'referral.read');
    const of = (organisation: string) => ({ ...colleague, organisation });
    assert.deepEqual([of('o'), of('other'), own, null].map(isIn), [true, false, false, false]);
  });

  it('never mixes an organisation with a team in one action', () => {
    for (const [action, rule] of Object.entries(policy)) {
      const reaches: readonly string[] = Object.values(rule);
      assert.ok(!reaches.includes('organisation') || !reaches.some((one) => one.startsWith('team')), action);
    }
  });

  it('lists people with oneself first', () => {
    const people = peopleInScope(somebody('casemanager', mine), 'agenda.read', [colleague, other, own]);
    assert.deepEqual(people, [own, colleague]);
  });
});

describe('areas', () => {
  it('know an address by its path, with and without a query', () => {
    for (const address of [
      '/medewerker',
      '/medewerker/',
      '/medewerker?who=x',
      '/medewerker/dag?date=1',
      '/medewerker#a',
      '/jongerenwerk',
      '/jongerenwerk/nieuw/samen?form=x',
    ])
      assert.equal(areaOf(address), staffArea, address);
    for (const address of ['/', '/medewerkers', '/jongerenwerker', '/afspraak/medewerker', '/en/medewerker'])
      assert.equal(areaOf(address), null, address);
  });

  it('have their doors', () => {
    assert.ok(isDoor(staffArea, '/medewerker/inloggen/') && isDoor(staffArea, '/medewerker/uitloggen'));
    assert.ok(!isDoor(staffArea, '/medewerker/inloggen/x') && !isDoor(staffArea, '/medewerker'));
  });
});

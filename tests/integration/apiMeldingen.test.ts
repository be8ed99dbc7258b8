import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { organisations } from '#db/schema/index.ts';
import type { organisationKinds } from '#db/schema/words.ts';
import type { Ctx } from '#server/http/context.ts';
import { endOrganisationKey, makeOrganisationKey } from '#server/referral/organisationKeys.ts';
import { assign } from '#server/trajecten/assign.ts';
import { closeTraject } from '#server/trajecten/close.ts';
import { startApi, type TestApi } from '../support/apiServer.ts';
import { confirmedSession } from '../support/confirmed.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { makeCasemanager, staffCtx } from '../support/factories.ts';
import { atOnce } from '../support/raceGround.ts';

let api: TestApi;
let beheerder: Ctx;
let delta: SchoolSystem;
let zuid: SchoolSystem;
let bridgeKey = '';

/** A stand-in of the system in which a school keeps absence: it reports under its own numbers, and asks what became of that. */
class SchoolSystem {
  readonly key: string;
  constructor(key: string) {
    this.key = key;
  }
  private headers = () => ({ authorization: `Bearer ${this.key}`, 'accept-language': 'nl' });
  send = (json: unknown) => api.call('/meldingen', { method: 'POST', json, headers: this.headers() });
  ask = (number: string) => api.call(`/meldingen/${number}`, { headers: this.headers() });
}

async function keyOf(name: string, kind: (typeof organisationKinds)[number]): Promise<string> {
  const [made] = await api.database.db
    .insert(organisations)
    .values({ name, kind })
    .returning({ id: organisations.id });
  const issued = await makeOrganisationKey(beheerder, made?.id ?? '', { name: 'Verzuimsysteem' });
  assert.ok(issued.ok);
  return issued.key;
}

before(async () => {
  api = await startApi();
  const id = await makeCasemanager(api.database.db, [], { roles: ['beheerder'], team: null });
  beheerder = staffCtx(api.services, id, { roles: ['beheerder'], team: null });
  await confirmedSession(api.database.sql, id);
  delta = new SchoolSystem(await keyOf('ROC De Delta', 'school'));
  zuid = new SchoolSystem(await keyOf('Vakschool Zuiderwold', 'school'));
  bridgeKey = await keyOf('De Brug', 'jongerenwerk');
});
after(() => api.close());
beforeEach(() => emptyTables(api.database.sql, 'meldingen', 'trajecten', 'jongeren', 'history'));

const absence = (ownNumber = 'VZ-2026-00123', values: object = {}) => ({
  ownNumber,
  pupil: { firstName: 'Sam', lastName: 'Jansen', birthDate: '2007-03-24', pupilNumber: '40012' },
  melding: { kind: 'rmc', beganOn: '2026-10-19', hoursMissed: 64, told: 'both' },
  ...values,
});
const countOf = async () => (await api.database.sql`select from meldingen`).length;

test('a system reports under its own number, and follows what becomes of it', async () => {
  const first = await delta.send(absence());
  assert.equal(first.status, 201, first.text);
  const { melding } = first.body;
  assert.deepEqual(first.body, { melding, ownNumber: 'VZ-2026-00123' });
  const asked = await delta.ask('VZ-2026-00123');
  const { team, reportedAt, ...stands } = asked.body;
  assert.ok(team && reportedAt === '2026-11-20T10:00:00+01:00', asked.text);
  assert.deepEqual(stands, {
    melding,
    ownNumber: 'VZ-2026-00123',
    kind: 'rmc',
    duoKind: 'RMC',
    state: 'registered',
    duoState: 'R',
    stateText: 'De melding is ontvangen.',
    closeReason: null,
    owner: null,
    feedback: [],
  });
  assert.deepEqual((await delta.ask(melding)).body, asked.body);

  const noor = staffCtx(api.services, api.casemanager);
  const [row] = await api.database.sql`select id from trajecten`;
  const traject = String(row?.id);
  assert.ok((await assign(noor, { to: api.casemanager, trajecten: [{ id: traject, version: 1 }] })).ok);
  const handled = (await delta.ask(melding)).body;
  assert.deepEqual([handled.duoState, handled.owner], ['B', 'Noor']);
  const close = { version: 1, destination: 'none', meldingen: 'back-at-school' } as const;
  const [{ version } = { version: 0 }] = await api.database.sql`select version from trajecten`;
  assert.ok((await closeTraject(noor, traject, { ...close, version: Number(version) })).ok);
  const closed = (await delta.ask(melding)).body;
  assert.deepEqual([closed.duoState, closed.closeReason], ['G', 'back-at-school']);
  const [made] = await api.database.sql`select actor from history where what = 'reported'`;
  assert.equal(made?.actor, 'system');
});

test('the same number is the same melding, also many at once; with another body it is refused', async () => {
  const all = await atOnce(8, () => delta.send(absence()));
  assert.deepEqual(all.map(({ status }) => status).sort(), [200, 200, 200, 200, 200, 200, 200, 201]);
  assert.equal(new Set(all.map(({ text }) => text)).size, 1);
  const other = await delta.send(absence(undefined, { melding: { kind: 'rmc', beganOn: '2026-10-20' } }));
  assert.deepEqual([other.status, other.body.type], [409, 'urn:doorstart:problem:key-reused']);
  assert.equal(await countOf(), 1);
});

test('to the key of another school a melding does not exist, and its numbers are its own', async () => {
  const { melding } = (await delta.send(absence())).body;
  for (const number of [melding, 'VZ-2026-00123', 'VZ-2026-00999', '..%2f..']) {
    const { status, body } = await zuid.ask(number);
    assert.deepEqual([status, body.type], [404, 'urn:doorstart:problem:not-found'], number);
  }
  const theirs = await zuid.send(absence());
  assert.equal(theirs.status, 201);
  assert.notEqual(theirs.body.melding, melding);
});

test('what a page of the school reported is asked for by our id alone', async () => {
  const { melding } = (await delta.send(absence())).body;
  await api.database.sql`update meldingen set own_number = 'form:0b9d5a4e' where id = ${melding}`;
  assert.equal((await delta.ask('form:0b9d5a4e')).status, 404);
  assert.equal((await delta.ask(melding)).body.ownNumber, null);
  // `..` in an address leads elsewhere: nobody could ask for it.
  for (const number of ['form:0b9d5a4e', '.', '..'])
    assert.equal((await delta.send(absence(number))).body.errors?.[0].field, 'ownNumber', number);
});

test('only the key of a school that stands reports and reads', async () => {
  const issued = await keyOf('Oude school', 'school');
  const [row] = await api.database.sql`select id from organisation_keys order by created_at desc, id desc`;
  assert.equal((await new SchoolSystem(issued).ask('x')).status, 404);
  const keys = await api.database.sql`
    select k.id from organisation_keys k join organisations o on o.id = k.organisation_id where o.name = 'Oude school'`;
  assert.ok(row && (await endOrganisationKey(beheerder, String(keys[0]?.id))).ok);
  for (const key of ['', 'x', issued, `${delta.key}x`]) {
    const wrong = new SchoolSystem(key);
    const answers = [await wrong.send(absence()), await wrong.ask('VZ-2026-00123')];
    for (const { status, headers } of answers)
      assert.deepEqual([status, headers.get('www-authenticate')], [401, 'Bearer']);
  }
  const bridge = new SchoolSystem(bridgeKey);
  for (const { status, body } of [await bridge.send(absence()), await bridge.ask('VZ-2026-00123')])
    assert.deepEqual([status, body.type], [403, 'urn:doorstart:problem:no-school']);
  assert.equal(await countOf(), 0);
});

test('all that is wrong with a melding is told by field, in words', async () => {
  const { status, body } = await delta.send({
    ownNumber: 'a b',
    pupil: { firstName: ' ', lastName: 'Jansen', birthDate: '24-3-2007' },
    melding: {
      kind: 'zelf',
      beganOn: '2026-11-02',
      endedOn: '2026-11-01',
      hoursMissed: 0,
      asks: 'a',
      asksNothing: 'b',
    },
  });
  assert.equal(status, 400);
  assert.deepEqual(body.errors.map(({ field }: { field: string }) => field).sort(), [
    'melding.hoursMissed',
    'melding.kind',
    'ownNumber',
    'pupil.birthDate',
    'pupil.firstName',
  ]);
  assert.ok(body.errors.every(({ message }: { message: string }) => /^[A-Z].*\.$/.test(message)));
  const between = await delta.send(
    absence(undefined, {
      melding: { kind: 'v3', beganOn: '2026-11-21', endedOn: '2026-11-20', asks: 'a', asksNothing: 'b' },
    }),
  );
  assert.deepEqual(
    between.body.errors.map(({ field }: { field: string }) => field),
    ['melding.endedOn', 'melding.asksNothing'],
  );
  const age = await delta.send(absence(undefined, { melding: { kind: 'v3', beganOn: '2026-11-01' } }));
  assert.deepEqual([age.status, age.body.errors[0].field], [400, 'melding.kind']);
  assert.equal(await countOf(), 0);
});

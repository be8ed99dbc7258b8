import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { readOwnSettings } from '#server/accounts/ownSettings.ts';
import { saveOwnSettings } from '#server/accounts/saveOwnSettings.ts';
import { moveForJongere } from '#server/agenda/moveForJongere.ts';
import { undo } from '#server/agenda/undo.ts';
import { bookFor } from '#server/booking/bookFor.ts';
import { findAppointment } from '#server/booking/findAppointment.ts';
import { findBookedByMe } from '#server/booking/findBookedByMe.ts';
import { findOfContact } from '#server/booking/findOfContact.ts';
import { findStaffTimes } from '#server/booking/findStaffTimes.ts';
import type { BookForInput } from '#server/booking/schema.ts';
import type { Services } from '#server/http/context.ts';
import type { Modality } from '#server/slots/schema.ts';
import { carryOut } from '../../src/desk/carryOut.ts';
import { freshForm, sentForm } from '../../src/desk/form.ts';
import { at, meetingLink, openDesk } from '../support/deskGround.ts';
import { jongereCtx } from '../support/factories.ts';

const { clock, database, desk, ctx, elsewhere, order } = await openDesk();
let services: Services;
let topic: string;
let location: string;
let noor: string;
let daan: string;
beforeEach(() => {
  ({ services, topic, location, noor, daan } = desk);
});

/** Says in which ways everybody meets. */
async function sayWays(ways: readonly Modality[]) {
  await database.sql`update weekly_rules set modalities = ${[...ways]}`;
  services.bus.say({ roster: true });
}

let keys = 0;
async function booked(values: Partial<BookForInput> = {}) {
  keys += 1;
  const result = await bookFor(ctx(), order(values), `key ${keys}`);
  assert.ok(result.ok, JSON.stringify(result));
  return result.appointment;
}

describe('booking for somebody', () => {
  test('who walks in gets a time that has begun, without any contact, and a private page that works', async () => {
    const roster = await services.roster.current();
    const [some] = roster.topics;
    assert.ok(some);
    const query = {
      topic: some,
      modality: 'op-locatie',
      location,
      casemanager: noor,
      from: '2026-11-20',
    } as const;
    const before = await findStaffTimes(ctx(), roster, query);
    assert.equal(before.now?.start, Date.parse(at('10:00')));
    assert.equal(before.days[0]?.times[0]?.start, Date.parse(at('10:15')));
    const walkIn = await booked({ start: at('10:00') });
    const mine = await findAppointment(jongereCtx(services), walkIn.token);
    assert.ok(mine.ok);
    const { email, phone, reachBy } = mine.appointment;
    assert.deepEqual([email, phone, reachBy], [null, null, null]);
    const later = await findStaffTimes(ctx(), roster, query);
    assert.equal(later.now, null);
    assert.equal(later.days[0]?.times[0]?.start, Date.parse(at('10:30')));
    const [event] = await database.sql`select what as kind, actor, staff_id from history`;
    assert.deepEqual({ ...event }, { kind: 'booked', actor: 'staff', staff_id: noor });
  });

  test('a time of twenty minutes ago is past', async () => {
    const result = await bookFor(ctx(), order({ start: at('09:45') }), 'late');
    assert.deepEqual(result.ok ? null : result.error, 'taken');
    assert.equal(result.ok === false && result.error === 'taken' && result.reason, 'past');
  });

  test('anybody is somebody of the team, and another team is not there', async () => {
    const all = [await booked({ casemanager: undefined }), await booked({ casemanager: undefined })];
    assert.deepEqual(all.map(({ casemanager }) => casemanager.id).toSorted(), [noor, daan].toSorted());
    const third = await bookFor(ctx(), order({ casemanager: undefined }), 'third');
    assert.equal(third.ok ? '' : third.error, 'taken');
    assert.ok(third.ok === false && third.error === 'taken' && third.alternatives.length > 0);
    const foreign = await bookFor(ctx(), order({ casemanager: desk.other }), 'foreign');
    assert.deepEqual(foreign, { ok: false, error: 'not-found' });
  });

  test('a home visit is where the jongere lives, and nothing else stands while somebody is on the way', async () => {
    await sayWays(['op-locatie', 'huisbezoek', 'wandelen']);
    const visit = { modality: 'huisbezoek', location: undefined } as const;
    const nowhere = await bookFor(ctx(), order({ ...visit, start: at('13:00') }), 'nowhere');
    assert.ok(!nowhere.ok && nowhere.error === 'invalid');
    assert.deepEqual(nowhere.errors, [{ field: 'visitAddress', message: 'visit-address-required' }]);
    const visitAddress = 'Voorbeeldlaan 1, Den Haag';
    const made = await booked({ ...visit, start: at('13:00'), visitAddress });
    assert.equal(made.visitAddress, visitAddress);
    // Half an hour, and twenty minutes there and back.
    const free = async (start: string) => {
      const result = await bookFor(ctx(), order({ start: at(start) }), start);
      return result.ok || result.error;
    };
    assert.deepEqual([await free('12:15'), await free('13:45')], ['taken', 'taken']);
    assert.deepEqual([await free('12:00'), await free('14:00')], [true, true]);
    // An address that nobody goes to is not kept, and a walk takes its place.
    const walk = await booked({ modality: 'wandelen', start: at('15:00'), visitAddress });
    assert.deepEqual([walk.visitAddress, walk.location.id], [null, location]);
    const history = await database.sql`select details::text from history`;
    assert.ok(history.every(({ details }) => !String(details).includes('Voorbeeldlaan')));
  });

  test('who is no longer visited has no address, until it is undone; nobody is visited without one', async () => {
    await sayWays(['op-locatie', 'huisbezoek']);
    const visitAddress = 'Voorbeeldlaan 1, Den Haag';
    const visit = { modality: 'huisbezoek', location: undefined, visitAddress } as const;
    const { id } = await booked({ ...visit, start: at('13:00') });
    const kept = async () => {
      const [row] =
        await database.sql`select modality, visit_address, to_char(lower(during) at time zone 'UTC', 'HH24:MI') as from from appointments where id = ${id}`;
      return [row?.modality, row?.visit_address, row?.from];
    };
    const before = ['huisbezoek', visitAddress, '11:40'];
    assert.deepEqual(await kept(), before);
    const here = { start: at('13:00'), modality: 'op-locatie', location, version: 0 } as const;
    const moved = await moveForJongere(ctx(), id, { ...here, insists: undefined });
    assert.ok(moved.ok);
    assert.deepEqual(await kept(), ['op-locatie', null, '12:00']);
    const back = { start: at('13:00'), modality: 'huisbezoek', version: 1, insists: undefined } as const;
    const again = await moveForJongere(ctx(), id, back);
    assert.deepEqual(again.ok === false && again.error === 'invalid' && again.errors, [
      { field: 'modality', message: 'visit-needs-address' },
    ]);
    assert.ok(moved.undo !== null && (await undo(ctx(), moved.undo)).ok);
    assert.deepEqual(await kept(), before);
  });

  test('who asks for a visit or a walk that they do not do gets it with whoever does', async () => {
    await sayWays(['op-locatie']);
    await database.sql`
      update weekly_rules set modalities = '{huisbezoek,wandelen}' where casemanager_id = ${daan}`;
    await database.sql`update locations set modalities = '{op-locatie,huisbezoek,wandelen}'`;
    services.bus.say({ roster: true });
    const roster = await services.roster.current();
    const asked = (manner: string, as: string) => {
      const form = freshForm(ctx(as), roster, new URLSearchParams({ manner }));
      return [form.who, form.manner?.modality];
    };
    for (const way of ['huisbezoek', 'wandelen']) {
      assert.deepEqual(asked(way, noor), ['anybody', way]);
      assert.deepEqual(asked(way, daan), [daan, way]);
    }
    assert.deepEqual(asked('any', noor), [noor, undefined]);
  });

  test('by phone a number is needed', async () => {
    const result = await bookFor(ctx(), order({ modality: 'telefoon' }), 'call');
    assert.ok(!result.ok && result.error === 'invalid');
    assert.deepEqual(result.errors, [{ field: 'contact.phone', message: 'phone-needed-for-call' }]);
    const withNumber = await booked({ modality: 'telefoon', contact: { phone: '06-12345678' } });
    assert.deepEqual([withNumber.phone, withNumber.reachBy], ['+31612345678', 'bericht']);
  });

  test('one form books once, however often and however fast it is sent', async () => {
    const twice = await Promise.all([bookFor(ctx(), order(), 'same'), bookFor(ctx(), order(), 'same')]);
    const again = await bookFor(ctx(), order(), 'same');
    const ids = [...twice, again].map((result) => result.ok && result.appointment.id);
    assert.equal(new Set(ids).size, 1);
    assert.ok(ids[0]);
    const changed = await bookFor(ctx(), order({ start: at('12:00') }), 'same');
    assert.deepEqual(changed, { ok: false, error: 'key-reused' });
    const [count] = await database.sql`select count(*)::int from appointments where status = 'booked'`;
    assert.equal(count?.count, 1);
    const colleague = await bookFor(ctx(daan), order({ casemanager: daan }), 'same');
    assert.ok(colleague.ok && !colleague.repeated, 'the key of somebody else is another key');
  });

  test('the second of two clicks leads to what the first made; a choice that is gone books nothing', async () => {
    const values = {
      key: 'click',
      topic,
      manner: 'any',
      who: noor,
      start: `${at('11:00')} op-locatie/${location}`,
      name: 'Zoë',
      ageGroup: '18-22',
      phone: '0612345678',
      seen: '',
    };
    const send = async (changed = {}) =>
      carryOut(ctx(), sentForm(ctx(), await services.roster.current(), { ...values, ...changed }), 'book');
    const first = await send();
    assert.ok(first.ok, JSON.stringify(first));
    assert.deepEqual(await send(), first);
    const later = await send({ key: 'later', start: `${at('12:00')} op-locatie/${location}` });
    assert.deepEqual(later, { ok: false, status: 409, errors: [] }, 'what they have is told');
    for (const gone of [{ who: desk.other }, { manner: 'gesloten' }, { topic: 'oud' }]) {
      const step = await send({
        key: 'gone',
        start: `${at('13:00')} op-locatie/${location}`,
        phone: '0687654321',
        ...gone,
      });
      assert.ok(!step.ok);
      const errors = step.errors.filter(({ message }) => message === 'choice-gone').map(({ field }) => field);
      assert.deepEqual([step.status, errors], [422, Object.keys(gone)]);
    }
  });

  test('what the contact has already is told within the team, and is no limit', async () => {
    const contact = { phone: '06 12345678', email: 'zoe@example.nl' };
    for (const time of ['11:00', '11:30', '12:00', '12:30', '13:00', '13:30'])
      await booked({ start: at(time), contact });
    assert.equal((await findOfContact(ctx(daan), { phone: '+31 6 1234 5678' })).length, 5);
    const [first] = await findOfContact(ctx(daan), { email: ' ZOE@example.nl ' });
    assert.deepEqual([first?.start, first?.casemanager], [Date.parse(at('11:00')), 'Noor']);
    assert.deepEqual(await findOfContact(elsewhere(), contact), []);
    assert.deepEqual(await findOfContact(ctx(), { phone: '%', email: '\u0000' }), []);
  });

  test('the private link is shown for an hour, to who booked it only', async () => {
    const { id, token } = await booked();
    const shown = await findBookedByMe(ctx(), id);
    assert.equal(shown.ok && shown.appointment.token, token);
    assert.equal((await findBookedByMe(ctx(daan), id)).ok, false);
    assert.equal((await findBookedByMe(ctx(), 'no id')).ok, false);
    clock.advance(60 * 60_000);
    assert.equal((await findBookedByMe(ctx(), id)).ok, false);
  });
});

describe('own settings', () => {
  const versionNow = async () => (await readOwnSettings(ctx())).version;

  test('the link goes only when somebody says so while video afspraken need it', async () => {
    await booked({ modality: 'video', location: undefined });
    const values = { meetingLink: null, dailyMaximum: 4 };
    const version = await versionNow();
    const asked = await saveOwnSettings(ctx(), { values, version, withoutVideo: false });
    assert.deepEqual(asked, { ok: false, error: 'video-to-come', count: 1 });
    assert.deepEqual(await saveOwnSettings(ctx(), { values, version, withoutVideo: true }), { ok: true });
    const own = await readOwnSettings(ctx());
    assert.deepEqual([own.meetingLink, own.dailyMaximum, own.video.length], [null, 4, 1]);
    const roster = await services.roster.current();
    const offers = roster.casemanagers.find(({ id }) => id === noor)?.modalities;
    assert.deepEqual(offers, ['op-locatie', 'telefoon', 'huisbezoek', 'wandelen']);
  });

  test('who comes second on another device is told what it is now', async () => {
    const [one, two] = [5, 7].map((dailyMaximum) => ({ meetingLink, dailyMaximum }));
    assert.ok(one && two);
    const version = await versionNow();
    assert.ok((await saveOwnSettings(ctx(), { values: one, version, withoutVideo: false })).ok);
    const second = await saveOwnSettings(ctx(), { values: two, version, withoutVideo: false });
    const now = { ...one, version: version + 1 };
    assert.deepEqual(second, { ok: false, error: 'changed', now });
    assert.ok((await saveOwnSettings(ctx(), { values: two, version: now.version, withoutVideo: false })).ok);
  });
});

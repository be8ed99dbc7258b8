import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, test } from 'node:test';
import { sql as raw } from 'drizzle-orm';
import fc from 'fast-check';
import { foldedText, foldText } from '#db/schema/foldText.ts';
import { addNote } from '#server/agenda/addNote.ts';
import { bookFor } from '#server/booking/bookFor.ts';
import { foldMissing } from '#server/booking/foldMissing.ts';
import type { BookForInput } from '#server/booking/schema.ts';
import { wipe } from '#server/booking/wipe.ts';
import type { Ctx, Services } from '#server/http/context.ts';
import { findByIds } from '#server/search/findPeople.ts';
import { foldReference } from '#server/search/foldReference.ts';
import { search } from '#server/search/search.ts';
import { anyText } from '../support/anyText.ts';
import { at, openDesk } from '../support/deskGround.ts';
import { emptyTables } from '../support/emptyTables.ts';
import { jongereCtx, makeTopic, staffCtx } from '../support/factories.ts';

const { clock, database, desk, ctx, elsewhere, order } = await openDesk();
let services: Services;
let topic: string;
let money: string;
let noor: string;
let daan: string;
beforeEach(async () => {
  ({ services, topic, noor, daan } = desk);
  money = await makeTopic(database.db, { label: 'Geld en schulden', labelEn: 'Money and debts' });
});

const size = { people: 50, notes: 10, chats: 10 };

async function booked(values: Partial<BookForInput> = {}, as = ctx()) {
  const result = await bookFor(as, order(values), randomUUID(), { insists: true });
  assert.ok(result.ok, JSON.stringify(result));
  return result.appointment;
}

const look = (text: string, as: Ctx = ctx()) => search(as, { text, size });
/** The ids of the afspraken that are found, in order. */
const found = async (text: string, as?: Ctx) =>
  (await look(text, as)).people.flatMap(({ appointments }) => appointments.map(({ id }) => id));

async function chat(firstName: string | null, values: { casemanager?: string | null; topic?: string } = {}) {
  const id = randomUUID();
  const { casemanager = noor, topic: about = topic } = values;
  await database.sql`
    insert into chat_conversations (id, kind, status, token_hash, language, first_name, topic_id, casemanager_id, started_at,
      waiting_since, taken_at)
    values (${id}, 'chat', ${casemanager ? 'active' : 'waiting'}::chat_status, ${id}, 'nl', ${firstName}, ${about},
      ${casemanager}, now(), now(), ${casemanager ? at('10:00') : null})`;
  return id;
}

describe('afspraken', () => {
  test('JavaScript and PostgreSQL fold every letter and digit the same', async () => {
    const all = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((character) => `${character}A-B${character}`);
    const rows = await database.sql<{ folded: string }[]>`
      select translate(reference, 'OQDILJZSBGU-', '0001112586V') as folded
      from unnest(${all}::text[]) with ordinality as given (reference, place) order by place`;
    assert.deepEqual(
      rows.map(({ folded }) => folded),
      all.map(foldReference),
    );
    const [index] = await database.sql`
      select indexdef from pg_indexes where indexname = 'appointments_reference_folded'`;
    assert.match(index?.indexdef, /'OQDILJZSBGU-'::text, '0001112586V'::text/);
  });

  test('an afspraak is found by each thing that is known of it, by the team only', async () => {
    const { id, reference } = await booked({ contact: { phone: '06 12345678', email: 'zoe.k@example.nl' } });
    const misheard = reference.toLowerCase().replace('-', ' ').replaceAll('d', '0').replaceAll('j', 'i');
    const queries = [
      reference,
      misheard,
      'zoe',
      'ZOË',
      'zo',
      '06-12345678',
      '5678',
      'zoe.k@example.nl',
      '.K@EX',
      'vandaag',
      '20-11',
    ];
    for (const query of queries) {
      assert.deepEqual(await found(query), [id], query);
      assert.deepEqual(await found(query, ctx(daan)), [id], `${query}, for a colleague`);
      assert.deepEqual(await found(query, elsewhere()), [], `${query}, for another team`);
    }
    for (const query of ['5679', 'zoa', 'morgen', 'z%', 'z_ë', 'z\\o', "zoe' or 1=1"])
      assert.deepEqual(await found(query), [], query);
  });

  test('the code as it was typed comes first, then its look-alikes, then the next to come', async () => {
    const [one, two, three] = [
      await booked({ start: at('11:00') }),
      await booked({ start: at('12:00') }),
      await booked({ start: at('13:00'), name: 'Zboqzz' }),
    ];
    await database.sql`update appointments set reference = '280-Q22' where id = ${one.id}`;
    await database.sql`update appointments set reference = 'ZB0-QZZ' where id = ${two.id}`;
    assert.deepEqual(await found('zboqzz'), [one.id, two.id, three.id]);
    assert.deepEqual(await found('zb0-qzz'), [two.id, one.id]);
    clock.set(at('12:15'));
    assert.deepEqual(await found('20 nov'), [two.id, three.id, one.id]);
  });

  test('a name is found in whichever way it is written', async () => {
    const names = {
      Łukasz: ['lukasz', 'LUKASZ', 'Łuk'],
      Strauß: ['strauss', 'STRAUSS', 'Strauß'],
      أحمد: ['أحمد', 'احمد', 'أَحْمَد'],
      احمد: ['أحمد', 'احمد'],
      'O’Neill': ["o'neill", 'O`Neill', 'oneill', 'Neill'],
      "O'Neill": ['O’Neill', 'o neill'],
      'Jean-Luc': ['jean luc', 'jeanluc', 'Jean‑Luc', 'luc'],
      Zoë: ['zoe', 'z\u200bo\u00ade', '\u202azoë\u202c'],
    };
    for (const [name, queries] of Object.entries(names)) {
      const { id } = await booked({ name });
      for (const query of queries) assert.ok((await found(query)).includes(id), `${name} by ${query}`);
      await emptyTables(database.sql, 'appointments');
    }
    await booked({ name: 'Jean-Luc' });
    for (const query of ['jeanne', 'lucas', 'j%c', 'j_an', '--', "''"])
      assert.deepEqual(await found(query), [], query);
  });

  test('names from before are folded by the job, and wiping takes that along', async () => {
    const { id, token } = await booked({ name: 'Łukasz' });
    await database.sql`update appointments set name_folded = null`;
    assert.deepEqual(await found('lukasz'), []);
    await foldMissing(services);
    assert.deepEqual(await found('lukasz'), [id]);
    clock.set(at('12:00'));
    assert.ok((await wipe(jongereCtx(services), token)).ok);
    const [row] = await database.sql`select name, name_folded as folded from appointments where id = ${id}`;
    assert.deepEqual({ ...row }, { name: null, folded: null });
    await assert.rejects(
      database.sql`update appointments set name_folded = 'lukasz'`,
      /appointments_name_folded/,
    );
  });

  test('what was wiped is not found, whatever is asked', async () => {
    const { id, token, reference } = await booked();
    clock.set(at('12:00'));
    assert.ok((await wipe(jongereCtx(services), token)).ok);
    for (const query of [reference, 'Zoë', 'vandaag'])
      assert.deepEqual(await found(query), [], `${query} of ${id}`);
  });

  test('of many the first are given, and that there are more', async () => {
    const { id } = await booked();
    await database.sql`
      insert into appointments (id, status, topic_id, location_id, modality, casemanager_id, starts_at, ends_at, during,
        local_date, reference, token_hash, name, name_folded, age_group, created_at, booked_at)
      select gen_random_uuid(), 'cancelled', topic_id, location_id, modality, casemanager_id, starts_at, ends_at, during,
        local_date, 'REF-' || number, 'hash ' || number, name, name_folded, age_group, created_at, booked_at
      from appointments, generate_series(1, 50) as number where id = ${id}`;
    const result = await look('zoe');
    assert.deepEqual([result.people.length, result.more], [50, true]);
  });
});

describe('people', () => {
  test('are one by name and contact, with what comes first on top; a number alone makes nobody one', async () => {
    const phone = { phone: '06 12345678' };
    const past = await booked({
      name: 'Hamza',
      start: at('10:15'),
      contact: { ...phone, email: 'h@example.nl' },
    });
    const later = await booked({ name: 'hamza', start: at('12:00'), contact: { email: 'h@example.nl' } });
    const sister = await booked({ name: 'Hamide', start: at('13:00'), contact: phone });
    const namesake = await booked({ name: 'Hamza', start: at('14:00'), contact: { phone: '06 87654321' } });
    clock.set(at('11:30'));
    const { people, more } = await look('ham');
    const groups = people.map(({ appointments }) => appointments.map(({ id }) => id));
    assert.deepEqual(groups, [[later.id, past.id], [sister.id], [namesake.id]]);
    assert.equal(more, false);
    assert.deepEqual(
      await search(ctx(), { text: 'ham', size: { ...size, people: 2 } }).then((s) => s.more),
      true,
    );
  });

  test('are found by a name with the topic or the colleague, in any order, and all words must be met', async () => {
    const { id } = await booked({ name: 'Rachid', topic: money });
    await booked({ name: 'Rachid', start: at('12:00'), casemanager: daan });
    await booked({ name: 'Sem', start: at('13:00'), topic: money });
    for (const text of ['rachid schulden', 'geld rachid', 'rach schu', 'rachid debts', 'rachid g'])
      assert.deepEqual(await found(text), [id], text);
    assert.equal((await found('rachid daan')).length, 1);
    // All who have a topic are no answer to a question.
    for (const text of ['schulden', 'rachid schulden daan', 'rachid huis'])
      assert.deepEqual(await found(text), [], text);
  });

  test('are found with one error in what was typed, behind those of whom it is the name', async () => {
    const { id } = await booked({ name: 'Rachid', topic: money });
    for (const text of ['rachit', 'rahcid', 'racid', 'raachid', 'rachit schuldne']) {
      const { people } = await look(text);
      assert.deepEqual(
        people.map(({ appointments: [first], similar }) => [first.id, similar]),
        [[id, true]],
        text,
      );
    }
    for (const text of ['rochit', 'rac', 'sachit'])
      assert.deepEqual(await found(text === 'rac' ? 'rbc' : text), [], text);
    const jasmin = await booked({ name: 'Jasmin', start: at('12:00') });
    const yasmin = await booked({ name: 'Yasmin', start: at('13:00') });
    assert.deepEqual(await found('yasmin'), [yasmin.id, jasmin.id]);
  });

  test('of a command are those who were named, and of today where nobody was', async () => {
    const { id } = await booked({ name: 'Rachid' });
    const sem = await booked({ name: 'Sem', start: at('12:00'), casemanager: daan });
    await booked({ name: 'Later', start: at('11:00', '2026-11-23') });
    const verzet = await look('verzet rachid');
    assert.deepEqual(verzet.commands, [{ kind: 'care', act: 'move', text: 'rachid' }]);
    assert.deepEqual(
      verzet.people.map(({ appointments: [first] }) => first.id),
      [id],
    );
    assert.deepEqual(await found('geweest'), [id]);
    assert.deepEqual(await found('geweest', ctx(daan)), [sem.id]);
    assert.deepEqual(await found('ziek maandag'), []);
  });

  test('who were looked at last are given by their ids, as far as they may be seen and are not forgotten', async () => {
    const one = await booked({ name: 'Een' });
    const two = await booked({ name: 'Twee', start: at('10:15') });
    const ids = [two.id, randomUUID(), one.id];
    const names = async (as: Ctx) =>
      (await findByIds(as, ids)).map(({ appointments: [first] }) => first.name);
    assert.deepEqual(await names(ctx(daan)), ['Twee', 'Een']);
    assert.deepEqual(await names(elsewhere()), []);
    clock.set(at('11:00'));
    assert.ok((await wipe(jongereCtx(services), two.token)).ok);
    assert.deepEqual(await names(ctx()), ['Een']);
  });
});

describe('notes', () => {
  test('are found by the begin of each word, or the name of whose afspraak it is, by the team only', async () => {
    const { id, token } = await booked({ name: 'Rachid', start: at('10:15') });
    const write = (text: string, as = ctx()) => addNote(as, id, { text });
    assert.ok((await write('Gebeld door moeder, over één BRIEF van voorschool')).ok);
    assert.ok((await write('Komt op dinsdag', ctx(daan))).ok);
    const notes = async (text: string, as = ctx()) => (await look(text, as)).notes.map((note) => note.author);
    for (const text of ['brief', 'moed', 'een brief', 'BRIEF gebeld', 'rachid brief'])
      assert.deepEqual(await notes(text), ['Noor'], text);
    assert.deepEqual(await notes('dinsdag rachid', ctx(daan)), ['Daan']);
    for (const text of [
      'school',
      'brief dinsdag',
      'sem brief',
      'rachid',
      'br',
      '.*',
      'b.ief',
      '\\mbrief',
      'أحمد',
    ])
      assert.deepEqual(await notes(text), [], text);
    assert.deepEqual(await notes('brief', elsewhere()), []);
    clock.set(at('12:00'));
    assert.ok((await wipe(jongereCtx(services), token)).ok);
    assert.deepEqual(await notes('brief'), []);
  });
});

describe('chats', () => {
  const chats = async (text: string, as = ctx()) => (await look(text, as)).chats.map(({ id }) => id);

  test('are found by the name that was given, with the topic, by who may see them', async () => {
    const mine = await chat('Fémke');
    const waits = await chat('Femke', { casemanager: null, topic: money });
    const theirs = await chat('Femke', { casemanager: desk.other });
    await chat(null);
    assert.deepEqual((await chats('femke')).toSorted(), [mine, waits].toSorted());
    assert.deepEqual(await chats('femke schulden'), [waits]);
    assert.deepEqual((await chats('femke', ctx(daan))).toSorted(), [mine, waits].toSorted(), 'of the team');
    assert.deepEqual((await chats('femke', elsewhere())).toSorted(), [theirs, waits].toSorted());
    assert.deepEqual(await chats('emke'), []);
    // A coordinator who answers no chats sees no conversation.
    assert.deepEqual(await chats('femke', staffCtx(services, noor, { roles: ['coordinator'] })), []);
  });

  test('are found by the own notes, not by those of others', async () => {
    const id = await chat('Sem');
    await database.sql`
      insert into chat_notes (id, conversation_id, staff_id, at, text)
      values (${randomUUID()}, ${id}, ${noor}, now(), 'Terugbellen over inschrijving')`;
    const [one] = (await look('terugbel inschrijving')).chats;
    assert.deepEqual([one?.id, one?.note], [id, 'Terugbellen over inschrijving']);
    assert.deepEqual(await chats('inschrijving', ctx(daan)), []);
  });
});

test('PostgreSQL and JavaScript fold every letter of a text the same', async () => {
  const points = Array.from({ length: 0x250 - 0x20 }, (_, index) => String.fromCodePoint(index + 0x20));
  const letters = points.filter((letter) => /[^\p{Cc}]/u.test(letter));
  const text = letters.join('');
  const [row] = await services.db
    .select({ folded: raw<string>`${foldedText(raw`${text}::text`)}` })
    .from(raw`(select 1) as one`);
  assert.equal(row?.folded, foldText(text));
});

test('any text is answered, and what is far too long is not looked for', async () => {
  await booked();
  const hostile = [
    '👋🏽👨‍👩‍👧',
    "'; drop table appointments; --",
    '%_\\',
    '(((((*+?[',
    'a'.repeat(2000),
    'ziek '.repeat(400),
    ' \n\t ',
    '\u0000\u0007',
    '\ud800',
    '\u202e\u200b',
    Array.from({ length: 50 }, (_, index) => `woord${index}`)
      .join(' ')
      .slice(0, 100),
    '{"$ne":null}',
    '＜script＞',
    '٠٦١٢٣٤٥٦٧٨',
  ];
  for (const text of hostile) {
    const result = await look(text);
    assert.deepEqual(result.people, [], text);
  }
  assert.equal((await look('a'.repeat(2000))).problem, 'too-long');
  assert.equal((await look('  ')).problem, 'empty');
  await fc.assert(
    fc.asyncProperty(anyText(30), async (text) => void (await look(text))),
    { numRuns: 60 },
  );
});

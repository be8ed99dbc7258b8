import assert from 'node:assert/strict';
import type { TransactionSql } from 'postgres';
import { firstTeam } from '#db/schema/index.ts';
import { foldName } from '#server/booking/foldName.ts';
import { search } from '#server/search/search.ts';
import { makeCasemanager, makeLocation, makeServices, makeTopic, staffCtx } from '../support/factories.ts';
import { createCleanup } from './processes/cleanup.ts';
import { productDatabase, startCluster } from './processes/database.ts';
import { median, report } from './support.ts';

// What staff wait for a search among 100,000 afspraken, 50,000 notes and 50,000 conversations, beside the statements that
// find the same, written by hand for what was typed. In turns, in one run.

const appointments = 100_000;
const conversations = 50_000;
const rounds = 60;
const now = '2026-12-01T09:18:00Z';
const clock = { now: () => Date.parse(now) };
/** The first ones are the most common. */
const names = [
  'Mohammed Yusuf Noa Daan Rachid Hamza Sara Emma Fatima Sem Lucas Julia Mila Levi Amina Zoë Sven Maryam Bilal Lotte',
  'Rachel Ismaël Tijn Naomi Quincy Fenna Ayoub Femke Sofia Kevin Yara Lina Chantal Priya Iris Thijs Anne-Marie Jesse',
  'Ömer Łukasz Zeynep Jean-Luc Nynke Xander Ursula Vera Wout Gijs Hugo Otis Pim Bente Cato Dewi Esra Floor Koen',
]
  .join(' ')
  .split(' ');
const said = [
  'Gebeld door moeder van {name}, over de brief van school',
  'Kan alleen op dinsdag, werkt de rest van de week in de bakkerij',
  'Wil praten over toeslag en huur. Volgende keer papieren mee',
  'Stage gevonden bij een garage in Escamp, begint één februari',
  'Niet bereikbaar op dit nummer, mail werkt wel',
];

await using cleanup = createCleanup();
const cluster = await startCluster();
cleanup.defer(cluster.stop);
const product = await productDatabase(cluster, 'palette');
cleanup.defer(product.close);
const { sql, db } = product;
const place = await makeLocation(db, { id: 'centrum' });
await makeTopic(db, { id: 'school' });
await makeTopic(db, { id: 'geld', label: 'Geld en schulden', labelEn: 'Money and debts' });
let me = '';
// Two teams of twenty: half of what is found is of the other one.
for (let one = 0; one < 40; one++)
  me = await makeCasemanager(db, [{ locationId: place }], { team: one % 2 ? 'Casemanagers' : 'Andere stad' });
await sql.begin(async (tx) => {
  // Who fills a table by the hundred thousand need not be told whether each row belongs to another.
  await tx`set local session_replication_role = replica`;
  await fill(tx);
});
await sql`vacuum analyze`;
const services = await makeServices(product, { clock });
cleanup.defer(() => services.close());
const ctx = staffCtx(services, me);
const size = { people: 8, notes: 5, chats: 5 };

const byName = (word: string) => `(a.name_folded like '%${word}%' or a.email like '%${word}%@%')`;
const inNote = (word: string) => `n.text_folded ~ '\\m${word}'`;
const inChat = (word: string) => `c.first_name_folded ~ '\\m${word}'`;

interface Asked {
  text: string;
  /** The conditions that somebody would write who knows what is meant. */
  people?: string;
  notes?: string;
  chats?: string;
}

const everywhere = (word: string) => ({
  people: byName(word),
  notes: inNote(word),
  chats: inChat(word),
});

const asked: Asked[] = [
  { text: 'mo', people: `a.name_folded like 'mo%'` },
  { text: 'rach', ...everywhere('rach') },
  { text: 'mohammed', ...everywhere('mohammed') },
  {
    text: 'rachid schulden',
    people: `${byName('rachid')} and a.topic_id = 'geld'`,
    notes: `${inNote('rachid')} and ${inNote('schulden')}`,
    chats: `${inChat('rachid')} and c.topic_id = 'geld'`,
  },
  { text: 'esfra', ...everywhere('esfra'), people: `a.name_folded like 'esra%'` },
  { text: '0612', ...everywhere('0612'), people: `(a.phone like '%0612' or a.phone like '+31612%')` },
  { text: '4321', ...everywhere('4321'), people: `a.phone like '%4321'` },
  { text: 'bakkerij', ...everywhere('bakkerij') },
  { text: 'drie weken geleden', people: `a.local_date = '2026-11-10'` },
  { text: 'zzzz', ...everywhere('zzzz') },
];

const rows = [];
const ours: number[] = [];
const floor: number[] = [];
for (const one of asked) {
  const times = { ours: [] as number[], floor: [] as number[] };
  for (let round = -10; round < rounds; round++) {
    const found = await timed(times.ours, round, () => search(ctx, { text: one.text, size }));
    const wanted = await timed(times.floor, round, () => bare(one));
    assert.deepEqual(
      found.people[0]?.appointments[0].id,
      wanted.people[0],
      `the first person of ${one.text}`,
    );
    assert.deepEqual(
      found.notes.map(({ id }) => id),
      wanted.notes,
      `the notes of ${one.text}`,
    );
    assert.deepEqual(
      found.chats.map(({ id }) => id),
      wanted.chats,
      `the chats of ${one.text}`,
    );
  }
  ours.push(...times.ours);
  floor.push(...times.floor);
  const ratio = median(times.ours) / median(times.floor);
  rows.push({
    typed: one.text,
    ...summary(times.ours, 'ours'),
    ...summary(times.floor, 'floor'),
    'of floor': ratio,
  });
}
rows.push({
  typed: 'all',
  ...summary(ours, 'ours'),
  ...summary(floor, 'floor'),
  'of floor': median(ours) / median(floor),
});
const outcome = { ours: median(ours), floor: median(floor), ratio: median(ours) / median(floor) };
report(rows, { name: 'palette', ...outcome, unit: 'ms' });

async function timed<T>(times: number[], round: number, act: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await act();
  if (round >= 0) times.push(performance.now() - start);
  return result;
}

function summary(times: readonly number[], side: string): Record<string, number> {
  const p99 = times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN;
  return { [`${side} ms`]: median(times), [`${side} p99`]: p99 };
}

/** The statements by themselves, at once as ours are; each gives ids. */
async function bare({ people, notes, chats }: Asked) {
  const ids = async (query: string | undefined) => {
    if (query === undefined) return [];
    const found = await sql.unsafe<{ id: string }[]>(query, [], { prepare: true });
    return found.map(({ id }) => id);
  };
  const ofTeam = `s.team_id = '${firstTeam}'`;
  const [first, second, third] = await Promise.all([
    ids(
      people &&
        `select a.id, a.status, a.starts_at, a.ends_at, a.sequence, a.modality, a.outcome, a.name, a.name_folded, a.age_group,
          a.email, a.phone, a.reference, t.label, l.name as place, s.first_name
        from appointments a join staff s on s.id = a.casemanager_id join topics t on t.id = a.topic_id
          join locations l on l.id = a.location_id
        where ${ofTeam} and a.status in ('booked', 'cancelled') and a.wiped_at is null and (${people})
        order by a.ends_at <= '${now}', case when a.ends_at > '${now}' then a.starts_at end, a.starts_at desc, a.id
        limit 200`,
    ),
    ids(
      notes &&
        `select n.id, n.at, n.text, w.first_name, a.id as appointment, a.name
        from (select * from appointment_notes n where ${notes} order by n.at desc limit 500) n
          join appointments a on a.id = n.appointment_id join staff s on s.id = a.casemanager_id
          join staff w on w.id = n.staff_id
        where ${ofTeam} and a.wiped_at is null order by n.at desc, n.id limit 5`,
    ),
    ids(
      chats &&
        `select c.id, c.kind, c.status, c.first_name, c.started_at, t.label, s.first_name as casemanager
        from chat_conversations c left join staff s on s.id = c.casemanager_id left join topics t on t.id = c.topic_id
        where (${ofTeam} or s.id is null) and ${chats} order by c.started_at desc, c.id limit 5`,
    ),
  ]);
  return { people: first, notes: second, chats: third };
}

async function fill(tx: TransactionSql): Promise<void> {
  const folded = names.map(foldName);
  await tx`
    insert into appointments (id, status, topic_id, location_id, modality, casemanager_id, starts_at, ends_at, during,
      local_date, reference, token_hash, name, name_folded, email, phone, age_group, created_at)
    select gen_random_uuid(), case n % 7 when 0 then 'cancelled' else 'booked' end,
      case n % 3 when 0 then 'geld' else 'school' end, 'centrum', 'op-locatie', casemanager, start, start + '30 min',
      tstzrange(start, start + '30 min'), start::date, 'REF-' || n, 'hash ' || n, given[which], folded[which],
      case when n % 2 = 0 then folded[which] || '.' || substr(md5(n::text), 1, 6) || '@example.nl' end,
      '+316' || lpad((n * 7919 % 100000000)::text, 8, '0'), '18-22', start
    from (
      select n, people[n % 40 + 1] as casemanager, given, folded,
        1 + floor(array_length(given, 1) * power((n * 7919 % 10007) / 10007.0, 1.3))::int as which,
        timestamptz '2026-09-20 00:00Z' + n / 40 * interval '1 hour' as start
      from generate_series(0, ${appointments - 1}::int) as n,
        (select array_agg(id order by id) as people from staff) as team,
        (select ${names}::text[] as given, ${folded}::text[] as folded) as names
    ) as made`;
  await tx`
    insert into appointment_notes (appointment_id, staff_id, at, text)
    select id, casemanager_id, starts_at + row_number() over () * interval '1 ms',
      replace(words[1 + abs(hashtext(id::text)) % array_length(words, 1)], '{name}', name)
    from appointments, (select ${said}::text[] as words) as said where starts_at < ${now}
    limit 50000`;
  await tx`
    insert into chat_conversations (id, kind, status, token_hash, language, first_name, topic_id, casemanager_id, last_seq,
      started_at, waiting_since, taken_at, closed_at, close_reason)
    select gen_random_uuid(), 'chat', 'closed', 'hash ' || n, 'nl', given[1 + n * 31 % array_length(given, 1)],
      case n % 3 when 0 then 'geld' else 'school' end, people[n % 40 + 1], 20, at, at, at, at, 'ended'
    from (
      select n, timestamptz '2026-12-01 09:00Z' - n * interval '5 min' as at
      from generate_series(1, ${conversations}::int) as n
    ) as made, (select array_agg(id order by id) as people from staff) as team, (select ${names}::text[] as given) as names`;
  await tx`
    insert into chat_notes (id, conversation_id, staff_id, at, text)
    select gen_random_uuid(), id, casemanager_id, started_at, 'Terugbellen over de inschrijving'
    from chat_conversations limit 20000`;
}

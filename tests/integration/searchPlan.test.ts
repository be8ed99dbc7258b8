import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findAppointments } from '#server/agenda/findAppointments.ts';
import { makeCasemanager, makeLocation, makeServices, makeTopic, staffCtx } from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';

const rows = 100_000;

test('of 100,000 afspraken those of a name, an address or a number are found by the index', async (t) => {
  // One connection: what it looked at is counted for the session.
  const { sql, ...database } = await testDatabase({ max: 1 });
  t.after(database.drop);
  const locationId = await makeLocation(database.db);
  const topicId = await makeTopic(database.db);
  const noor = await makeCasemanager(database.db, [{ locationId }]);
  await sql`
    insert into appointments (id, status, topic_id, location_id, modality, casemanager_id, starts_at, ends_at, during,
      local_date, reference, token_hash, name, name_folded, email, phone, age_group, created_at)
    select gen_random_uuid(), 'cancelled', ${topicId}, ${locationId}, 'op-locatie', ${noor}, start, start + '30 min',
      tstzrange(start, start + '30 min'), start::date, 'REF-' || n, 'hash ' || n, word, word,
      word || '@example.nl', '+316' || (10000000 + n), '18-22', start
    from (
      select n, substr(md5(n::text), 1, 12) as word, timestamptz '2024-01-01 09:00Z' + n * interval '10 min' as start
      from generate_series(1, ${rows}::int) as n
    ) as made`;
  await sql`
    update appointments set name = 'Łukasz', name_folded = 'lukasz' where reference in ('REF-500', 'REF-99000')`;
  await sql`vacuum analyze appointments`;
  const services = await makeServices({ sql, db: database.db });
  t.after(services.close);
  const ctx = staffCtx(services, noor);

  const looked = async () => {
    await sql`select pg_stat_force_next_flush()`;
    const [counted] = await sql<{ whole: number; index: number }[]>`
      select seq_scan::int as whole, (
        select idx_scan::int from pg_stat_user_indexes where indexrelname = 'appointments_search'
      ) as index from pg_stat_user_tables where relname = 'appointments'`;
    assert.ok(counted);
    return counted;
  };
  const word = async (n: number) =>
    (await sql<{ word: string }[]>`select substr(md5(${n}::int::text), 1, 12) as word`)[0]?.word ?? '';
  const asked: [string, number][] = [
    ['lukasz', 2],
    ['ŁUK', 2],
    [`${await word(77)}@example.nl`, 1],
    [(await word(78)).slice(2, 10), 1],
    ['06 10000079', 1],
    ['0079123', 1],
  ];
  for (const [query, wanted] of asked) {
    const before = await looked();
    const result = await findAppointments(ctx, { query });
    const after = await looked();
    assert.ok(result.ok);
    assert.equal(result.found.length, wanted, query);
    assert.equal(after.whole, before.whole, `${query} looks at the whole table`);
    assert.ok(after.index > before.index, `${query} does not look into the index`);
  }
});

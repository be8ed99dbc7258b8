import assert from 'node:assert/strict';
import type { TransactionSql } from 'postgres';
import { createSessions } from '#server/accounts/sessions.ts';
import { makeCasemanager } from '../support/factories.ts';
import { createCleanup } from './processes/cleanup.ts';
import { productDatabase, startCluster } from './processes/database.ts';
import { listening, readsAnswer } from './processes/jobs.ts';
import { startProduct } from './processes/product.ts';
import { startWorker } from './processes/worker.ts';
import { median, ownHeaders, ratesInTurn, report } from './support.ts';

// The worklist over HTTP, of oneself and of one's team, beside a bare node:http that asks for the same rows by one statement and
// sends the same bytes (at least 0.3 of its rate); and the same with a tenth of the data (within a fifth). In turns, in one run.

const connections = 10;
const rounds = 3;
const milliseconds = 3000;
const views = ['mine', 'team'] as const;

/** A tenth of everything has a tenth of the teams too: a team has as much to do in both. */
const sizes = [
  { name: 'all', jongeren: 200_000, meldingen: 500_000, trajecten: 30_000, casemanagers: 300 },
  { name: 'a tenth', jongeren: 20_000, meldingen: 50_000, trajecten: 3000, casemanagers: 30 },
];
const teamSize = 10;
type Size = (typeof sizes)[number];

await using cleanup = createCleanup();
const cluster = await startCluster();
cleanup.defer(cluster.stop);
const readers = startWorker('reads.ts');
cleanup.defer(readers.stop);

const rows = [];
const oursOf = new Map<string, number>();
let worst = { ours: 0, floor: 1, ratio: Number.POSITIVE_INFINITY };
for (const size of sizes) {
  const { url, sql, db, close } = await productDatabase(cluster, `worklist_${size.casemanagers}`);
  let me = '';
  for (let one = 0; one < size.casemanagers; one++)
    me = await makeCasemanager(db, [], { team: `Team ${Math.floor(one / teamSize)}` });
  await sql.begin(async (tx) => {
    // Who fills a table by the hundred thousand need not be told whether each row belongs to another.
    await tx`set local session_replication_role = replica`;
    await fill(tx, size);
  });
  await sql`vacuum analyze`;
  const sessions = createSessions(db, { now: () => Date.now() }, { secure: false });
  const [cookie = ''] = sessions.cookie(await sessions.begin(me)).split(';');
  const server = await startProduct(url, cluster.folder);
  for (const view of views) {
    const path = view === 'mine' ? '/medewerker/trajecten' : `/medewerker/trajecten?view=${view}`;
    const headers = { cookie, 'accept-encoding': 'identity' };
    const sample = await fetch(`http://127.0.0.1:${server.port}${path}`, { headers, redirect: 'manual' });
    const body = await sample.text();
    assert.equal(sample.status, 200);
    assert.equal(body.match(/data-row/g)?.length, 50, 'a page is full');
    const bare = startWorker('worklistFloor.ts');
    const floor = await bare.ask(
      { databaseUrl: url, cookie, view, headers: ownHeaders(sample.headers), body },
      listening,
    );
    const read = async (port: number) => {
      const answer = await readers.ask({ port, path, connections, milliseconds, cookie }, readsAnswer);
      assert.equal(answer.failed, 0, 'each answer is a 200');
      return answer.perSecond;
    };
    const measured = await ratesInTurn(read, { ours: server.port, floor: floor.port, rounds });
    await bare.stop();
    const rate = { ours: median(measured.ours), floor: median(measured.floor) };
    const ratio = rate.ours / rate.floor;
    oursOf.set(`${size.name} ${view}`, rate.ours);
    if (ratio < worst.ratio) worst = { ...rate, ratio };
    rows.push({
      data: size.name,
      view,
      bytes: body.length,
      'ours/s': rate.ours,
      'floor/s': rate.floor,
      'of floor': ratio,
    });
  }
  await server.stop();
  await close();
}
for (const view of views) {
  const [whole = 0, tenth = 1] = [oursOf.get(`all ${view}`), oursOf.get(`a tenth ${view}`)];
  console.log(
    `${view}: ${((100 * whole) / tenth).toFixed(0)} % of the rate with a tenth of the data (80 to 120).`,
  );
}
report(rows, { name: 'worklist', ...worst, unit: 'requests/s' });

/** Each tenth jongere has an open traject or so; the rest were closed long ago. */
async function fill(tx: TransactionSql, { jongeren, meldingen, trajecten }: Size): Promise<void> {
  await tx`
    insert into organisations (name, kind) select 'School ' || n, 'school' from generate_series(1, 30) as n`;
  await tx`
    insert into jongeren (id, first_name, last_name, name_folded, birth_date, residence, created_at)
    select gen_random_uuid(), 'Jongere', 'Nummer ' || n, 'jongere nummer ' || n, current_date - 5500 - n % 4000, 'Den Haag', now()
    from generate_series(1, ${jongeren}::int) as n`;
  await tx`
    insert into enrolments (jongere_id, organisation_id, pupil_number, seen_on)
    select j.id, schools.ids[1 + j.n % 30], j.n::text, current_date
    from (select id, row_number() over () as n from jongeren) j,
      (select array_agg(id) as ids from organisations where kind = 'school') schools`;
  await tx`
    insert into trajecten (id, jongere_id, state, owner_id, assigned_at, next_action, next_on, opened_at, closed_at, destination)
    select gen_random_uuid(), j.id, case when open then 'contact-zoeken' else 'afgesloten' end, people.ids[1 + j.n % people.count],
      case when open and j.n % 20 = 0 then null else now() end, case when open then 'call' end,
      case when open then current_date - 4 + (j.n % 40)::int end, now() - interval '20 days',
      case when not open then now() end, case when not open then 'other' end
    from (select id, n, n <= ${trajecten}::int as open from (select id, row_number() over () as n from jongeren) as numbered) j,
      (select array_agg(id) as ids, count(*) as count from staff where 'casemanager' = any(roles)) people`;
  await tx`
    insert into meldingen (id, jongere_id, traject_id, kind, source, organisation_id, began_on, state, close_reason, settled_at,
      reported_at)
    select gen_random_uuid(), t.jongere_id, t.id, case n % 3 when 0 then 'rmc' when 1 then 'uit' else 'v4' end, 'api', e.organisation_id,
      current_date - 30, case when t.closed_at is null then 'registered' else 'closed' end,
      case when t.closed_at is not null then 'ill' end, t.closed_at, now() - interval '20 days'
    from (select *, row_number() over () as at from trajecten) t
      join enrolments e on e.jongere_id = t.jongere_id
      cross join generate_series(1, 3) as n
    where n <= 2 or t.at % 2 = 0
    limit ${meldingen}::int`;
  await tx`
    insert into contact_attempts (traject_id, at, staff_id, way, party, outcome)
    select id, now() - n * interval '1 day', owner_id, case n when 1 then 'call' else 'email' end, 'jongere', 'no-answer'
    from trajecten, generate_series(1, 2) as n where closed_at is null`;
}

import assert from 'node:assert/strict';
import { createSessions } from '#server/accounts/sessions.ts';
import { isoWeekOf } from '#server/agenda/isoWeek.ts';
import { addDays, dateInAmsterdam, mondayOf } from '#server/kernel/time.ts';
import { createCleanup } from './processes/cleanup.ts';
import { productDatabase, startCluster } from './processes/database.ts';
import { appointmentsInWeek, fillWeek } from './processes/fillWeek.ts';
import { makeGemeente } from './processes/gemeente.ts';
import { agendaFloorAnswer, readsAnswer } from './processes/jobs.ts';
import { startProduct } from './processes/product.ts';
import { startWorker } from './processes/worker.ts';
import { median, ownHeaders, ratesInTurn, reportRates } from './support.ts';

// The week of a casemanager with 60 afspraken, as a browser asks for it while somebody is signed in: read, decided on and
// rendered anew for each request, beside a bare node:http that runs the same statements and sends the same HTML. In
// turns, in one run.

const connections = 10;
const rounds = 5;
const milliseconds = 4000;

await using cleanup = createCleanup();
const cluster = await startCluster();
cleanup.defer(cluster.stop);
const readers = startWorker('reads.ts');
cleanup.defer(readers.stop);
const bare = startWorker('agendaFloor.ts');
cleanup.defer(bare.stop);

const { url, db, sql, close } = await productDatabase(cluster, 'agenda');
cleanup.defer(close);
const weekdays = [1, 2, 3, 4, 5];
const [casemanager = ''] = await makeGemeente(db, { locations: 2, casemanagersEach: 5, weekdays });
const monday = addDays(mondayOf(dateInAmsterdam(Date.now())), 7);
await fillWeek(sql, casemanager, monday);
const clock = { now: () => Date.now() };
const sessions = createSessions(db, clock, { secure: false });
const token = await sessions.begin(casemanager);
const [cookie = ''] = sessions.cookie(token).split(';');

const server = await startProduct(url, cluster.folder);
cleanup.defer(server.stop);
const path = `/medewerker/week?week=${isoWeekOf(monday)}`;
const sample = await fetch(`http://127.0.0.1:${server.port}${path}`, {
  headers: { cookie, 'accept-encoding': 'identity' },
  redirect: 'manual',
});
const body = await sample.text();
assert.equal(sample.status, 200);
assert.equal(body.match(/data-item=/g)?.length, appointmentsInWeek, 'every afspraak is on the page');
const floor = await bare.ask(
  {
    databaseUrl: url,
    cookie,
    from: monday,
    to: addDays(monday, 6),
    headers: ownHeaders(sample.headers),
    body,
  },
  agendaFloorAnswer,
);

const read = async (port: number) => {
  const answer = await readers.ask({ port, path, connections, milliseconds, cookie }, readsAnswer);
  assert.equal(answer.failed, 0, 'each answer is a 200');
  assert.equal(answer.bytes, Buffer.byteLength(body), 'and the same page');
  return answer.perSecond;
};
const measured = await ratesInTurn(read, { ours: server.port, floor: floor.port, rounds });

// Whoever signs out is out at the next request, however often the page was just asked for.
await sessions.end(token);
const after = await fetch(`http://127.0.0.1:${server.port}${path}`, {
  headers: { cookie },
  redirect: 'manual',
});
assert.equal(after.status, 303, 'signed out at once');

const each = { floor: 1000 / median(measured.floor), ours: 1000 / median(measured.ours) };
console.log(
  `${Buffer.byteLength(body)} bytes of HTML, ${floor.statements} statements, ${connections} connections: ` +
    `${each.ours.toFixed(2)} ms a page, ${each.floor.toFixed(2)} ms its statements.`,
);
reportRates('agenda', 'Doorstart, the week of 60 afspraken', measured);

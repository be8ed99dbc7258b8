import assert from 'node:assert/strict';
import { fuzzGround, fuzzPlaces } from '../support/fuzz/ground.ts';
import { fuzz, halfWritten } from '../support/fuzz/run.ts';
import { startServerProcess } from '../support/serverProcess.ts';
import { createCleanup } from './processes/cleanup.ts';
import { productDatabase, startCluster } from './processes/database.ts';
import { watchAnswer } from './processes/jobs.ts';
import { startWorker } from './processes/worker.ts';
import { report } from './support.ts';

// Odd inputs to the API, the forms and the sockets: never a 5xx, never a stall for others, nothing half written.
const inputs = 30_000;
const mostStallMs = 250;
const seed = Number(process.argv[3] ?? 20_261_129);

await using cleanup = createCleanup();
const cluster = await startCluster();
cleanup.defer(cluster.stop);
const database = await productDatabase(cluster, 'fuzz');
cleanup.defer(database.close);
const places = await fuzzPlaces(database);
const server = await startServerProcess(database.url);
cleanup.defer(server.stop);
const { good, chat } = await fuzzGround(database, places, server);

const watcher = startWorker('watcher.ts');
cleanup.defer(watcher.stop);
await watcher.ask({ url: server.url }, watchAnswer);
const { statuses, failures } = await fuzz({ url: server.url, inputs, seed, good, chat });
const { longestMs: worst, asked } = await watcher.ask({ url: server.url }, watchAnswer);
assert.ok(asked > 10, 'the watcher asked');
const broken = await halfWritten(database.sql);
for (const line of [...failures.slice(0, 20), ...broken]) console.error(line);
assert.ok(server.runs(), 'the server still runs');
report(
  Object.entries(statuses).map(([what, times]) => ({ what, times })),
  { name: 'fuzz', ours: worst, floor: mostStallMs, ratio: worst / mostStallMs, unit: 'ms' },
);
if (failures.length > 0 || broken.length > 0 || worst > mostStallMs) process.exitCode = 1;

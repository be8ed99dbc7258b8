import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { jongereEnd, makeWaiting } from './processes/chats.ts';
import { createCleanup } from './processes/cleanup.ts';
import { productDatabase, startCluster } from './processes/database.ts';
import { type ChatEnd, idleAnswer, listeningProcess } from './processes/jobs.ts';
import { startProduct } from './processes/product.ts';
import { startWorker } from './processes/worker.ts';
import { median, report } from './support.ts';

// Visitors who wait and do nothing: how fast they come, and the memory that each takes. Linux only: of /proc.
const visitors = 5000;
const atOnce = 100;
const rounds = 3;

await using cleanup = createCleanup();
const cluster = await startCluster();
cleanup.defer(cluster.stop);

type Measured = Record<'perSecond' | 'megabytes', number[]>;
const measured: Record<'floor' | 'ours' | 'replaying', Measured> = {
  floor: { perSecond: [], megabytes: [] },
  ours: { perSecond: [], megabytes: [] },
  replaying: { perSecond: [], megabytes: [] },
};

for (let round = 0; round < rounds; round++) {
  await measure('floor', false, startFloor);
  await measure('ours', false, () => startOurs(`round_${round}`));
  await measure('replaying', true, () => startOurs(`replaying_${round}`));
}

interface Started {
  pid: number;
  ends: ChatEnd[];
  stop(): Promise<void>;
}

async function startFloor(): Promise<Started> {
  const server = startWorker('idleFloor.ts');
  const { port, pid } = await server.ask({}, listeningProcess);
  const end = { port, namespace: '/', path: '/socket.io', auth: {} };
  return { pid, ends: Array.from({ length: visitors + atOnce }, () => end), stop: server.stop };
}

async function startOurs(name: string): Promise<Started> {
  const database = await productDatabase(cluster, name);
  const tokens = await makeWaiting(database.sql, visitors + atOnce);
  const server = await startProduct(database.url, cluster.folder);
  return {
    pid: server.pid,
    ends: tokens.map((token) => jongereEnd(server.port, token)),
    async stop() {
      await server.stop();
      await database.close();
    },
  };
}

async function measure(name: keyof typeof measured, replay: boolean, start: () => Promise<Started>) {
  const server = await start();
  const clients = startWorker('idleClients.ts');
  try {
    // The first ones bring code into memory that all share.
    await clients.ask({ ends: server.ends.slice(0, atOnce), atOnce, replay }, idleAnswer);
    await sleep(2000);
    const before = megabytesOf(server.pid);
    const { perSecond } = await clients.ask({ ends: server.ends.slice(atOnce), atOnce, replay }, idleAnswer);
    await sleep(5000);
    measured[name].perSecond.push(perSecond);
    measured[name].megabytes.push(megabytesOf(server.pid) - before);
  } finally {
    await clients.stop();
    await server.stop();
  }
}

/** Resident memory of a process. */
function megabytesOf(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

const rate = (name: keyof typeof measured) => median(measured[name].perSecond);
const memory = (name: keyof typeof measured) => median(measured[name].megabytes);
const row = (what: string, name: keyof typeof measured) => ({
  what,
  'connects/s': rate(name),
  'of floor': rate(name) / rate('floor'),
  [`MB for ${visitors}`]: memory(name),
  'memory of floor': memory(name) / memory('floor'),
});
report(
  [
    row('socket.io alone (floor)', 'floor'),
    row('Doorstart, connected', 'ours'),
    row('Doorstart, and asked what was said', 'replaying'),
  ],
  {
    name: 'chat-idle',
    ours: memory('ours'),
    floor: memory('floor'),
    ratio: memory('ours') / memory('floor'),
    unit: `MB for ${visitors} idle visitors`,
  },
);

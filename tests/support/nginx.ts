import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { findProgram } from '#server/commands/findProgram.mjs';

const guide = new URL('../../docs/nginx.conf', import.meta.url);

/** nginx with the configuration of the operations guide, in front of a server on `upstreamPort`. */
export interface Nginx {
  /** `https://127.0.0.1:…`, with a certificate that nobody signed. */
  url: string;
  /** The same over http. */
  plainUrl: string;
  /** All that nginx wrote since it started, of whatever log. */
  logs(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts the nginx of this system. Only what an operator fills in is filled in here, too: name, ports, paths. */
export async function startNginx(upstreamPort: number): Promise<Nginx> {
  const folder = await mkdtemp(join(tmpdir(), 'doorstart-nginx-'));
  const [port, plainPort] = [await freePort(), await freePort()];
  await writeCertificate(folder);
  await mkdir(join(folder, 'logs'));
  const filledIn: [string, string][] = [
    ['listen 80;', `listen 127.0.0.1:${plainPort};`],
    ['listen 443 ssl', `listen 127.0.0.1:${port} ssl`],
    ['server_name doorstart.example.nl;', 'server_name 127.0.0.1;'],
    ['127.0.0.1:4321', `127.0.0.1:${upstreamPort}`],
    ['127.0.0.1:4322', `127.0.0.1:${upstreamPort}`],
    ['/etc/ssl/', `${folder}/`],
    ['/var/log/nginx/', `${folder}/logs/`],
  ];
  let site = await readFile(guide, 'utf8');
  for (const [there, here] of filledIn) {
    assert.ok(site.includes(there), `expected "${there}" in docs/nginx.conf`);
    site = site.replaceAll(there, here);
  }
  await writeFile(join(folder, 'site.conf'), site);
  await writeFile(join(folder, 'nginx.conf'), around(folder));
  const nginx = findProgram('nginx');
  assert.ok(nginx, 'expected nginx, which npm test makes sure of');
  const child = spawn(
    nginx,
    ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'logs/start.log')],
    {
      stdio: 'ignore',
    },
  );
  const logs = async () => {
    const names = await readdir(join(folder, 'logs'));
    return (await Promise.all(names.map((name) => readFile(join(folder, 'logs', name), 'utf8')))).join('');
  };
  await untilOpen(child, port, logs);
  return {
    url: `https://127.0.0.1:${port}`,
    plainUrl: `http://127.0.0.1:${plainPort}`,
    logs,
    async stop() {
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What Debian's own nginx.conf has around the file: logs of its own, where anything lands that the file forgets. */
function around(folder: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return [
    // As root its workers would be somebody who may not write here.
    process.getuid?.() === 0 ? 'user root;' : '',
    'daemon off;',
    'worker_processes 1;',
    `pid ${folder}/nginx.pid;`,
    `error_log ${folder}/logs/error.log;`,
    'events { worker_connections 512; }',
    'http {',
    `  access_log ${folder}/logs/access.log;`,
    ...temporary.map((name) => `  ${name}_temp_path ${folder}/${name};`),
    `  include ${folder}/site.conf;`,
    '}',
  ].join('\n');
}

async function writeCertificate(folder: string): Promise<void> {
  const openssl = findProgram('openssl');
  assert.ok(openssl, 'expected openssl, which npm test makes sure of');
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const files = ['-keyout', join(folder, 'doorstart.key'), '-out', join(folder, 'doorstart.pem')];
  await promisify(execFile)(openssl, [
    'req',
    '-x509',
    ...key,
    ...files,
    '-days',
    '2',
    '-subj',
    '/CN=127.0.0.1',
  ]);
}

async function untilOpen(child: ChildProcess, port: number, logs: () => Promise<string>): Promise<void> {
  for (let patience = 200; patience > 0; patience -= 1) {
    assert.equal(child.exitCode, null, `nginx ended; it wrote: ${await logs()}`);
    const socket = connect(port, '127.0.0.1');
    const open = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (open) return;
    await sleep(25);
  }
  assert.fail(`nginx does not listen; it wrote: ${await logs()}`);
}

/** A port of which nobody makes use, below those that a system hands out by itself: nobody gets it in between. */
export async function freePort(): Promise<number> {
  for (let patience = 100; patience > 0; patience -= 1) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const server = createServer().listen(port, '127.0.0.1');
    const taken = await new Promise<boolean>((resolve) => {
      server.once('listening', () => resolve(false)).once('error', () => resolve(true));
    });
    if (taken) continue;
    await new Promise((closed) => server.close(closed));
    return port;
  }
  throw new Error('expected a free port between 20000 and 30000');
}

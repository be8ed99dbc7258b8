import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findProgram } from '#server/commands/findProgram.mjs';

export type CaldavServer = Awaited<ReturnType<typeof startCaldavServer>>;

/** A person on the server: their calendars lie under their name. */
export interface Person {
  user: string;
  password: string;
}

/**
 * Radicale, a real server of CalDAV, at `http://caldav.test:…`, as it answers itself or, by `answer`, in another way. Who is told of
 * `caldav.test` is up to `testReach`.
 */
export async function startCaldavServer(people: readonly Person[]) {
  const folder = await mkdtemp(join(tmpdir(), 'doorstart-radicale-'));
  const radicale = findProgram('radicale');
  assert.ok(radicale, 'expected radicale, which npm test makes sure of');
  const setPasswords = (all: readonly Person[]) =>
    writeFile(join(folder, 'users'), all.map(({ user, password }) => `${user}:${password}\n`).join(''));
  await setPasswords(people);
  await writeFile(
    join(folder, 'config'),
    `[server]
hosts = 127.0.0.1:0
[auth]
type = htpasswd
htpasswd_filename = ${folder}/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = ${folder}/data
[logging]
level = info
`,
  );
  const child = spawn(radicale, ['--config', join(folder, 'config')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines: string[] = [];
  const inner = await new Promise<number>((resolve, reject) => {
    createInterface(child.stderr).on('line', (line) => {
      lines.push(line);
      const port = /Listening on '\[127\.0\.0\.1\]:(\d+)'/.exec(line)?.[1];
      if (port) resolve(Number(port));
    });
    child.once('exit', () => reject(new Error(`radicale did not start:\n${lines.join('\n')}`)));
  });

  const asked: { method: string; path: string; authorization: string | undefined }[] = [];
  /** In front of it, so that a test can let it be down, slow or odd. */
  const front = createServer((req, res) => {
    asked.push({
      method: req.method ?? '',
      path: req.url ?? '',
      authorization: req.headers.authorization,
    });
    if (server.answer) return server.answer(req, res);
    server.pass(req, res);
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  const { port } = front.address() as AddressInfo;

  const pass: RequestListener = (req, res) => {
    const onwards = request(
      { port: inner, host: '127.0.0.1', method: req.method, path: req.url, headers: req.headers },
      (answer) => {
        res.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(res);
      },
    );
    onwards.on('error', () => res.destroy());
    req.pipe(onwards);
  };
  const server = {
    url: `http://caldav.test:${port}/`,
    asked,
    answer: null as RequestListener | null,
    pass,
    setPasswords,
    /** As a client of somebody asks, without ours in between. */
    async ask({ user, password }: Person, method: string, path: string, body?: string) {
      const answer = await fetch(`http://127.0.0.1:${inner}${path}`, {
        method,
        body: body ?? null,
        headers: {
          authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
          'content-type': method === 'PUT' ? 'text/calendar' : 'text/xml',
        },
      });
      const text = await answer.text();
      assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
      return text;
    },
    /** Makes a calendar; answers its path. */
    async makeCalendar(person: Person, name: string): Promise<string> {
      const path = `/${person.user}/${name.toLowerCase()}/`;
      await server.ask(
        person,
        'MKCALENDAR',
        path,
        `<?xml version="1.0"?><c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:set><d:prop>
          <d:displayname>${name}</d:displayname>
          <c:supported-calendar-component-set><c:comp name="VEVENT"/></c:supported-calendar-component-set>
        </d:prop></d:set></c:mkcalendar>`,
      );
      return path;
    },
    async stop() {
      front.closeAllConnections();
      front.close();
      child.kill();
      if (child.exitCode === null) await once(child, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
  return server;
}

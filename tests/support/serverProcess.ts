import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ownEnvironment } from './ownEnvironment.ts';

const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url));
export const devProgram = fileURLToPath(new URL('../../server/commands/dev.ts', import.meta.url));

/** What the API said; status 0 when no answer came. */
export interface Answer {
  status: number;
  /** Empty when the body was no JSON. */
  body: Record<string, unknown>;
}

export type ServerProcess = Awaited<ReturnType<typeof startServerProcess>>;

/**
 * Starts the product as it is run, without limits unless `env` says otherwise, on a free port and this database; answers
 * when it is ready.
 */
export async function startServerProcess(
  databaseUrl: string,
  env: Record<string, string> = {},
  program = main,
) {
  // Processes on one database share their secret.
  const secret = createHash('sha256').update(databaseUrl).digest('base64');
  const child = spawn(process.execPath, [program], {
    env: {
      ...ownEnvironment,
      PORT: '0',
      RATE_LIMITS: 'off',
      LOG_LEVEL: 'error',
      DATABASE_URL: databaseUrl,
      APP_SECRET: secret,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const ended = once(child, 'exit');
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const opened = () => said.match(/Doorstart is open: (\S+)/)?.[1];
  while (opened() === undefined) {
    const over = await Promise.race([ended, once(child.stdout, 'data').then(() => null)]);
    assert.equal(over, null, `the server did not open; it said: ${said}`);
  }
  const url = opened() ?? '';
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  return {
    url,
    port: Number(new URL(url).port),
    secret,
    pid: child.pid,
    /** Whether it still runs. */
    runs: () => child.exitCode === null && child.signalCode === null,
    said: () => said,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    call: (path: string, json?: unknown, headers: Record<string, string> = {}) =>
      call(url + path, json, headers),
  };
}

async function call(url: string, json: unknown, headers: Record<string, string>): Promise<Answer> {
  const type = { 'content-type': 'application/json' };
  const post = { method: 'POST', headers: { ...type, ...headers }, body: JSON.stringify(json) };
  try {
    const response = await fetch(url, json === undefined ? { headers } : post);
    const text = await response.text();
    const parsed = z.record(z.string(), z.unknown()).safeParse(text === '' ? {} : JSON.parse(text));
    return { status: response.status, body: parsed.data ?? {} };
  } catch {
    return { status: 0, body: {} };
  }
}

const slotsSchema = z.array(z.object({ start: z.string(), available: z.number() }));

/** The free times that a server offers for a topic in its coming weeks, from three days on, in order. */
export async function offeredTimes(server: ServerProcess, topic: string) {
  const date = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const path = `/api/v1/slots?topic=${topic}&from=${date(3)}&to=${date(20)}&modality=op-locatie`;
  const { status, body } = await server.call(path);
  assert.equal(status, 200);
  return slotsSchema.parse(body.slots);
}

let people = 0;
/** A whole request to book, by somebody new. */
export function bookingOf(topic: string, start: string) {
  people += 1;
  const contact = { email: `proces${people}@example.com` };
  return {
    topic,
    start,
    location: 'centrum',
    modality: 'op-locatie',
    name: 'Sam',
    ageGroup: '18-22',
    contact,
  };
}

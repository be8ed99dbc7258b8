import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownEnvironment } from '../../support/ownEnvironment.ts';
import { testDatabase } from '../../support/postgres.ts';
import { addressOf, endServer, errorsOf, root, type Site } from './site.ts';

/** The product as a gemeente gets it: in production, on a database in which nothing is set up. */
export interface EmptySite extends Site {
  /** Runs `npm run beheerder -- ADDRESS`, and gives the link that it prints. */
  letIn(address: string): string;
}

export async function startEmptySite(): Promise<EmptySite> {
  const database = await testDatabase({ max: 3 });
  const dataDir = await mkdtemp(join(tmpdir(), 'doorstart-e2e-'));
  // Links and forms name the address, so it has to be known before the start.
  const port = await freePort();
  const env = {
    ...ownEnvironment,
    NODE_ENV: 'production',
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    APP_SECRET: randomBytes(32).toString('base64'),
    LOG_LEVEL: 'error',
  };
  const server = spawn(process.execPath, ['server/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  const takeErrors = errorsOf(server);
  const url = await addressOf(server).catch((error: Error) => {
    throw new Error(`${error.message}\n${takeErrors()}`);
  });
  return {
    url,
    sql: database.sql,
    db: database.db,
    takeErrors,
    now: Date.now,
    end: () => endServer(server),
    letIn(address) {
      const command = ['server/commands/beheerder.ts', address];
      const { stdout, stderr } = spawnSync(process.execPath, command, { cwd: root, env, encoding: 'utf8' });
      const link = /http:\S+/.exec(stdout)?.[0];
      if (!link) throw new Error(`expected a link, got ${stdout}${stderr}`);
      return link;
    },
    async stop() {
      await endServer(server);
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A port that nobody listens on now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  return address.port;
}

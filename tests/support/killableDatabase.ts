import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '#db/client.ts';
import { startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import { openDoor } from './door.ts';

/**
 * A database with all tables, on a PostgreSQL of its own that keeps data safe, unlike the one that tests share. It can
 * be killed in the middle of everything, and comes back at the same address.
 */
export async function startKillableDatabase() {
  const dataDir = await mkdtemp(join(tmpdir(), 'doorstart-fault-'));
  await chmod(dataDir, 0o755);
  const start = () => startEmbedded({ dataDir, log: () => {} });
  let postgres = await start();
  const door = await openDoor(postgres.url);
  await migrate(door.url, () => {});
  const { sql, db, close } = connect(door.url, { max: 3 });
  const kill = async () => {
    process.kill(postgres.pid, 'SIGKILL');
    await postgres.died;
    await door.shut();
    await postgres.stop();
  };
  const restart = async () => {
    postgres = await start();
    await door.reopen(postgres.url);
  };
  return {
    url: door.url,
    sql,
    db,
    kill,
    restart,
    async killAndRestart() {
      await kill();
      await restart();
    },
    /** It still takes connections, and says nothing any more. */
    freeze: door.freeze,
    async stop() {
      await close();
      await door.shut();
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

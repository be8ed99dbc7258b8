// A process that owns an embedded database, for tests to kill. Says its URL and PostgreSQL's process number
// as JSON on one line, or the reason why it cannot start, and stays until TERM. On Ctrl-C it does what a
// server does: it still needs the database for a moment, and stops it last.
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { startEmbedded } from '#db/embedded.ts';

const [dataDir = ''] = process.argv.slice(2);
try {
  const { url, pid, died, stop } = await startEmbedded({ dataDir, log: (line) => console.error(line) });
  setInterval(() => {}, 1000);
  void died.then((error) => {
    console.error(error.message);
    process.exit(3);
  });
  process.once('SIGTERM', async () => {
    await stop();
    process.exit(0);
  });
  process.once('SIGINT', async () => {
    await sleep(300);
    const sql = postgres(url, { max: 1 });
    await sql`select 1`;
    await sql.end();
    await stop();
    process.exit(0);
  });
  // Last: who reads it may send a signal at once.
  console.log(JSON.stringify({ url, pid }));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

// `npm run migrate`: brings the database up to date, and gives the user of DATABASE_URL what it needs. For who runs Doorstart
// with a user that may not do that: DATABASE_MIGRATE_URL is then needed here alone.
import { loadConfig } from '#server/config.ts';
import { openDatabase } from '#server/process/database.ts';
import { runCommand, say } from './runCommand.ts';

await runCommand(async (parts) => {
  await openDatabase(loadConfig(), parts);
  say('The database is up to date.');
});

// `npm run setup -- FILE`: brings in locations, topics, accounts, weeks and settings from a JSON file.
// `npm run setup -- --export`: prints all of it as such a file.
import { readFile } from 'node:fs/promises';
import { loadConfig } from '#server/config.ts';
import { claimPurpose, refuseOtherPurpose } from '#server/demo/purpose.ts';
import { systemClock } from '#server/kernel/clock.ts';
import { openDatabase } from '#server/process/database.ts';
import { applySetup } from '#server/setup/apply.ts';
import { exportSetup, writtenSetup } from '#server/setup/exportSetup.ts';
import { parseSetup } from '#server/setup/parse.ts';
import { summarise } from '#server/setup/summary.ts';
import { runCommand, say } from './runCommand.ts';

const [, , word] = process.argv;
await runCommand((parts) =>
  word === '--export' ? printSetup({ ...parts, say: (line) => console.error(line) }) : setUp(word, parts),
);

async function setUp(file: string | undefined, parts: Parameters<typeof openDatabase>[1]): Promise<void> {
  if (file === undefined) {
    throw new Error(
      'usage: npm run setup -- FILE   (docs/setup.example.json is an example of such a file), or npm run setup -- --export',
    );
  }
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${file} cannot be read (${error.code}). Give the path of a JSON file.`);
  });
  const parsed = parseSetup(content);
  if (!parsed.ok) throw refused(file, parsed.problems);

  const config = loadConfig();
  if (config.databaseUrl === undefined) {
    say(`DATABASE_URL is not set: setting up the database in ${config.dataDir}`);
  }
  const { sql, db } = await openDatabase(config, parts);
  // Who tries a file out on the database that comes along goes on with a demo.
  const real = config.databaseUrl !== undefined;
  if (real) await refuseOtherPurpose(db, 'gemeente');
  const applied = await applySetup(
    { sql, db, clock: systemClock },
    parsed.document,
    config.oidc?.issuer ?? null,
  );
  if (!applied.ok) throw refused(file, applied.problems.map(parsed.describe));
  if (real) await claimPurpose(db, 'gemeente');
  say(`${file} is set up.`);
  for (const line of summarise(applied)) say(line);
}

/** To standard output alone, so that it can be kept in a file. */
async function printSetup(parts: Parameters<typeof openDatabase>[1]): Promise<void> {
  const { db } = await openDatabase(loadConfig(), parts);
  process.stdout.write(writtenSetup(await exportSetup(db)));
}

function refused(file: string, problems: readonly string[]): Error {
  const lines = problems.map((problem) => `  ${problem}`).join('\n');
  return new Error(`Nothing was written. In ${file}:\n${lines}`);
}

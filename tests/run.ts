import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { throwawayCluster } from './support/postgres.ts';
import { type Counts, runProgram } from './support/runProgram.ts';
import { type FileTime, sayBySlowest } from './support/slowestFiles.ts';

// `npm test` runs everything; `npm test -- unit e2e` some of it; `npm test -- tests/unit/x.test.ts` one file.

/** Node's runner, with this many files at once. */
const nodeTest = (files: number) => [
  'node',
  '--import=./tests/support/quickImports.ts',
  '--test',
  `--test-concurrency=${files}`,
  ...reportTo('tap', './tests/support/timeOfFiles.ts'),
];

const steps: Record<string, string[]> = {
  // Every file of TypeScript, those outside src among them, and then those of Astro (decision 0081).
  types: ['npm', 'run', 'check:types'],
  lint: ['biome', 'check', '--error-on-warnings'],
  // Two cores, which these keep at work.
  unit: [...nodeTest(2), 'tests/unit/**/*.test.ts'],
  // These wait for half of their time: for another process, a line that is cut, a second that passes.
  integration: [...nodeTest(3), 'tests/integration/**/*.test.ts'],
  e2e: ['playwright', 'test', '--config', 'tests/e2e/playwright.config.ts'],
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in steps) && !existsSync(name));
if (unknown.length > 0) {
  console.error(
    `Unknown: ${unknown.join(', ')}. Known: ${Object.keys(steps).join(', ')}, or the path of a test file.`,
  );
  process.exit(2);
}

/** What to run, row after row: the lanes of a row at the same time, the steps of a lane one after the other. */
function plan(): string[][][] {
  // Browsers have the cores to themselves: beside other tests each of theirs takes twice the time, and all no less.
  const everything = [[['lint']], [['types'], ['unit', 'integration']], [['e2e']]];
  return asked.length > 0 ? [[asked]] : everything;
}

function commandOf(name: string): string[] {
  if (name.startsWith('tests/e2e/')) return [...(steps.e2e ?? []), name];
  return steps[name] ?? [...nodeTest(2), name];
}

const cluster = await throwawayCluster();
await leaveRowsWhereTheyAre(cluster.url);
const stop = async (exitCode: number) => {
  await cluster.stop();
  process.exit(exitCode);
};
process.on('SIGINT', () => stop(130));
process.on('SIGTERM', () => stop(143));

const env = {
  TEST_POSTGRES_URL: cluster.url,
  // Many tests start the server: what Node compiled once need not be compiled again.
  NODE_COMPILE_CACHE: fileURLToPath(new URL('../node_modules/.cache/doorstart-tests', import.meta.url)),
};
const total: Counts = { passed: 0, failed: 0 };
const times: FileTime[] = [];
for (const row of plan()) await Promise.all(row.map(runLane));
if (times.length > 1) console.log(['The slowest files:', ...sayBySlowest(times)].join('\n'));
console.log(`${total.passed} passed, ${total.failed} failed`);
await stop(total.failed > 0 ? 1 : 0);

/** Hundreds of databases that live for seconds need no vacuum: it takes a core from them, and moves where rows stand. */
async function leaveRowsWhereTheyAre(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await sql`alter system set autovacuum = off`;
  await sql`select pg_reload_conf()`;
  await sql.end();
}

/** Arguments for node's runner: these reporters, all on standard output. */
function reportTo(...reporters: string[]): string[] {
  return reporters.flatMap((name) => [`--test-reporter=${name}`, '--test-reporter-destination=stdout']);
}

async function runLane(names: string[]): Promise<void> {
  for (const name of names) await runStep(name);
}

async function runStep(name: string): Promise<void> {
  const began = Date.now();
  const result = await runProgram(commandOf(name), env);
  total.passed += result.passed;
  total.failed += result.failed;
  times.push(...result.times);
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  const outcome =
    result.failed > 0
      ? `${result.failed} FAILED of ${result.passed + result.failed}`
      : `${result.passed} passed`;
  console.log(`${name}: ${outcome} in ${seconds} s`);
  if (result.failed > 0) console.log(result.output);
}

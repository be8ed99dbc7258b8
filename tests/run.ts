import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { throwawayCluster } from './support/postgres.ts';
import { type Counts, runProgram } from './support/runProgram.ts';
import { type FileTime, sayBySlowest } from './support/slowestFiles.ts';

// `npm test` runs everything; `npm test -- unit e2e` some of it; `npm test -- tests/unit/x.test.ts` one file.

/** Two cores: more at once only makes each slower. */
const nodeTest = [
  'node',
  '--test',
  '--test-concurrency=2',
  ...reportTo('tap', './tests/support/timeOfFiles.ts'),
];

const steps: Record<string, string[]> = {
  // Checks every file of TypeScript, those outside src among them.
  types: ['astro', 'check', '--minimumFailingSeverity', 'warning'],
  lint: ['biome', 'check', '--error-on-warnings'],
  unit: [...nodeTest, 'tests/unit/**/*.test.ts'],
  integration: [...nodeTest, 'tests/integration/**/*.test.ts'],
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

/** The programs to run, with the name to show; those of one row at the same time. */
function plan(): [string, string[]][][] {
  const everything = [['lint'], ['types', 'unit'], ['integration'], ['e2e']];
  const rows = asked.length > 0 ? asked.map((name) => [name]) : everything;
  return rows.map((row) => row.map((name) => [name, steps[name] ?? fileCommand(name)]));
}

function fileCommand(path: string): string[] {
  if (path.startsWith('tests/e2e/')) return [...(steps.e2e ?? []), path];
  return [...nodeTest, path];
}

const cluster = await throwawayCluster();
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
for (const row of plan()) await Promise.all(row.map(([name, command]) => runStep(name, command)));
if (times.length > 1) console.log(['The slowest files:', ...sayBySlowest(times)].join('\n'));
console.log(`${total.passed} passed, ${total.failed} failed`);
await stop(total.failed > 0 ? 1 : 0);

/** Arguments for node's runner: these reporters, all on standard output. */
function reportTo(...reporters: string[]): string[] {
  return reporters.flatMap((name) => [`--test-reporter=${name}`, '--test-reporter-destination=stdout']);
}

async function runStep(name: string, command: string[]): Promise<void> {
  const began = Date.now();
  const result = await runProgram(command, env);
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

// Runs before `npm start`, `npm test` and the other commands, on whatever Node (20 or newer) the machine has and
// with nothing installed yet: so plain JavaScript, and no packages.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browserStep } from './browser.mjs';
import { buildStep, packagesStep, runtimeStep } from './freshness.mjs';
import { programsStep } from './programs.mjs';
import { StepFailed } from './step.mjs';

const root = join(fileURLToPath(import.meta.url), '..', '..', '..');

/** What each command needs, in order. */
const STEPS = {
  start: [packagesStep, buildStep],
  dev: [packagesStep],
  setup: [runtimeStep],
  bench: [packagesStep, buildStep],
  test: [packagesStep, buildStep, browserStep, programsStep],
};

const mode = process.argv[2] ?? '';
const steps = Object.hasOwn(STEPS, mode) ? STEPS[/** @type {keyof typeof STEPS} */ (mode)] : undefined;
if (!steps) {
  console.error(`usage: prepare.mjs ${Object.keys(STEPS).join('|')}`);
  process.exit(2);
}
try {
  for (const step of steps) await step(root);
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

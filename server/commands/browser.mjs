import { createRequire } from 'node:module';
import { join } from 'node:path';
import { findProgram, isProgram } from './findProgram.mjs';
import { runStep, StepFailed, withOwnPrograms } from './step.mjs';
import { canInstall, installPackages } from './systemPackages.mjs';

/** The first is the same browser without its windows: the tests take half the work in it. */
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/**
 * Makes sure that there is a Chromium for the tests in the browser: one that is there, or else one from
 * Playwright, or else one from the system's packages.
 * @param {string} root
 */
export async function browserStep(root) {
  if (findChromium(root)) return;
  if (process.env.CHROMIUM_PATH) {
    throw new StepFailed(`CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, but no program is there.`);
  }
  for (const install of [fromPlaywright, fromSystem]) {
    try {
      await install(root);
    } catch (error) {
      if (!(error instanceof StepFailed) || error.message === 'Stopped.') throw error;
      console.log(error.message.split('\n').at(-1));
    }
    if (findChromium(root)) return;
  }
  throw new StepFailed(
    'The tests need a browser. Install Chromium (for example: sudo apt-get install chromium), or set CHROMIUM_PATH to one, and run npm test again.',
  );
}

/**
 * The path of a Chromium that can be run: CHROMIUM_PATH, one on PATH, or Playwright's own.
 * @param {string} root the project's folder
 * @returns {string | undefined}
 */
export function findChromium(root) {
  const given = process.env.CHROMIUM_PATH;
  if (given) return isProgram(given) ? given : undefined;
  return findProgram(...NAMES) ?? [playwrightsOwn(root)].find(isProgram);
}

/** @param {string} root */
function playwrightsOwn(root) {
  const { chromium } = createRequire(join(root, 'package.json'))('playwright');
  return chromium.executablePath();
}

/** @param {string} root */
function fromPlaywright(root) {
  const bin = join(root, 'node_modules', '.bin');
  // Its list of system packages knows only some systems, and needs root.
  const withPackages = canInstall() ? ['--with-deps'] : [];
  return runStep(
    'Installing a browser for the tests',
    join(bin, 'node'),
    [join(bin, 'playwright'), 'install', ...withPackages, 'chromium'],
    {
      cwd: root,
      env: withOwnPrograms(root),
      failure: 'Trying the packages of this system instead.',
    },
  );
}

/** @param {string} root */
async function fromSystem(root) {
  if (!canInstall()) return;
  await installPackages(root, 'Installing Chromium from the packages of this system', [
    ['chromium-headless-shell'],
    ['chromium'],
  ]);
}

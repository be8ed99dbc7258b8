import { findProgram } from './findProgram.mjs';
import { StepFailed } from './step.mjs';
import { canInstall, installPackages } from './systemPackages.mjs';

/** @typedef {{ program: string, package: string }} Needed a program of the system, and the package of Debian that has it */

/** What the tests run. @type {Needed[]} */
const TESTS_NEED = [
  { program: 'nginx', package: 'nginx-light' },
  // Makes the certificate of the proxy.
  { program: 'openssl', package: 'openssl' },
  { program: 'lynx', package: 'lynx' },
  { program: 'w3m', package: 'w3m' },
  // Calendars of others, which read what we write.
  { program: 'khal', package: 'khal' },
  { program: 'calcurse', package: 'calcurse' },
  // A server of calendars, which we write into.
  { program: 'radicale', package: 'radicale' },
  // Gives the browsers a terminal.
  { program: 'script', package: 'bsdutils' },
];

/**
 * Makes sure of the programs that tests need beside a browser: those that are there, or else from the packages of the
 * system. Throws StepFailed, which says what to install.
 * @param {string} root the project's folder
 * @param {Needed[]} [needed]
 */
export async function programsStep(root, needed = TESTS_NEED) {
  const whatIsMissing = () => needed.filter(({ program }) => findProgram(program) === undefined);
  const missing = whatIsMissing();
  if (missing.length === 0) return;
  const names = missing.map(({ program }) => program).join(', ');
  const packages = missing.map((program) => program.package);
  if (canInstall()) await installPackages(root, `Installing ${names} for the tests`, [packages]);
  if (whatIsMissing().length === 0) return;
  throw new StepFailed(
    `The tests need ${names}. Install ${missing.length === 1 ? 'it' : 'them'} (for example: sudo apt-get install ${packages.join(' ')}) and run npm test again.`,
  );
}

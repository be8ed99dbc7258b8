import { findProgram } from './findProgram.mjs';
import { runStep } from './step.mjs';

/** Whether we may install packages of this system: as root, where there is apt-get. */
export const canInstall = () => process.getuid?.() === 0 && findProgram('apt-get') !== undefined;

/**
 * Installs packages of Debian and its kin. Throws StepFailed.
 * @param {string} root the project's folder
 * @param {string} title as in "Installing nginx"
 * @param {string[][]} choices packages; a later list is tried when an earlier one cannot be installed
 */
export async function installPackages(root, title, choices) {
  const tries = choices.map(
    (packages) => `apt-get install -y -q --no-install-recommends ${packages.join(' ')}`,
  );
  const script = `apt-get update -q && { ${tries.join(' || ')}; }`;
  await runStep(title, '/bin/sh', ['-c', script], {
    cwd: root,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    failure: 'It could not be installed from here.',
  });
}

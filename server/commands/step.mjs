import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

/** A step that did not work; its message says so in words that can be shown as they are. */
export class StepFailed extends Error {}

/**
 * Runs one program, quietly: says what it is doing and how long it took, and shows the program's output only
 * when it fails. A TERM or Ctrl-C is passed on.
 * @param {string} title what it does, as in "Building the site"
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, failure: string }} options `failure`: what to say and advise when it fails
 */
export async function runStep(title, command, args, { cwd, env = process.env, failure }) {
  const began = Date.now();
  console.log(`${title} …`);
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  /** @param {NodeJS.Signals} signal */
  const passOn = (signal) => child.kill(signal);
  process.on('SIGTERM', passOn).on('SIGINT', passOn);
  const result = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  process.off('SIGTERM', passOn).off('SIGINT', passOn);
  if (result === 'SIGTERM' || result === 'SIGINT') throw new StepFailed('Stopped.');
  if (result !== 0) {
    const words = output.trim().split('\n').slice(-100).join('\n');
    throw new StepFailed(
      `${words}\n${title} failed (${typeof result === 'number' ? `exit code ${result}` : result}). ${failure}`,
    );
  }
  console.log(`${title}: done in ${Math.round((Date.now() - began) / 100) / 10} s`);
}

/**
 * The environment with this project's own programs, Node 26 among them, first on PATH.
 * @param {string} root
 */
export function withOwnPrograms(root) {
  const own = join(root, 'node_modules', '.bin');
  return { ...process.env, PATH: [own, process.env.PATH].filter(Boolean).join(delimiter) };
}

/**
 * The environment without them: for what replaces them.
 * @param {string} root
 */
export function withoutOwnPrograms(root) {
  const own = join(root, 'node_modules', '.bin');
  const others = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== own);
  return { ...process.env, PATH: others.join(delimiter) };
}

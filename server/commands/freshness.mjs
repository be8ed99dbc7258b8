import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runStep, withOwnPrograms, withoutOwnPrograms } from './step.mjs';

const PACKAGES = ['package.json', 'package-lock.json'];
const PATCHES = ['db/patches'];
const SITE = ['src', 'public', 'server', 'db', 'astro.config.mjs', 'tsconfig.json', 'package-lock.json'];

/**
 * Installs the packages when they are missing or not those of package-lock.json.
 * @param {string} root
 */
export async function packagesStep(root) {
  const stamp = join(root, 'node_modules', '.doorstart-packages');
  const patches = hashOf(root, PATCHES);
  const wanted = `${hashOf(root, PACKAGES)} ${patches}`;
  const known = readStamp(stamp);
  // A patch that came later is applied by installing anew only: the versions do not show it.
  const patched = known === undefined || known.endsWith(patches);
  if (existsSync(join(root, 'node_modules', '.bin', 'node'))) {
    if (known === wanted) return;
    if (patched && installedByHand(root)) return writeStamp(stamp, wanted);
  }
  // Without the stamp a broken off try is redone.
  rmSync(stamp, { force: true });
  // The npm that runs us, on its own Node: the Node in node_modules is about to be replaced.
  const { npm_node_execpath: node, npm_execpath: npm } = process.env;
  const [command, first] = node && npm ? [node, [npm]] : ['npm', []];
  // From nothing, and the very versions of the lock file. Whatever NODE_ENV says, the dev packages are needed: the
  // site's builder and the demo's database are among them.
  const flags = ['ci', '--include=dev', '--loglevel=error', '--no-audit', '--no-fund', '--no-progress'];
  await runStep('Installing packages', command, [...first, ...flags], {
    cwd: root,
    env: withoutOwnPrograms(root),
    failure: 'Look at what npm says above: is the network there, and is the disk not full?',
  });
  writeStamp(stamp, wanted);
}

/**
 * As `packagesStep`, for what needs no package that builds or tests: where Doorstart runs for real there are none.
 * @param {string} root
 */
export async function runtimeStep(root) {
  const isThere = existsSync(join(root, 'node_modules', '.bin', 'node'));
  if (isThere && installedByHand(root, { dev: false })) return;
  await packagesStep(root);
}

/**
 * Builds the site when it is missing or older than what it is made from.
 * @param {string} root
 */
export async function buildStep(root) {
  const stamp = join(root, 'dist', '.doorstart-build');
  const wanted = hashOf(root, SITE);
  if (readStamp(stamp) === wanted && existsSync(join(root, 'dist', 'server', 'entry.mjs'))) return;
  const bin = join(root, 'node_modules', '.bin');
  await runStep('Building the site', join(bin, 'node'), [join(bin, 'astro'), 'build'], {
    cwd: root,
    env: { ...withOwnPrograms(root), NODE_ENV: 'production', ASTRO_TELEMETRY_DISABLED: '1' },
    failure: 'Look at what Astro says above.',
  });
  writeStamp(stamp, wanted);
}

/**
 * True when somebody ran `npm install` or `npm ci` since: npm notes in node_modules what lies there.
 * @param {string} root
 * @param {{ dev: boolean }} [which] whether the packages that build and test must be there too
 */
function installedByHand(root, { dev: withDev } = { dev: true }) {
  const noted = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(noted)) return false;
  /** @param {string} path */
  const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
  const there = read(noted).packages;
  const { '': project, ...locked } = read(join(root, 'package-lock.json')).packages;
  const asked = read(join(root, 'package.json'));
  /** @param {string} kind */
  const sameWishes = (kind) => JSON.stringify(project[kind]) === JSON.stringify(asked[kind]);
  return (
    ['dependencies', 'devDependencies'].every(sameWishes) &&
    Object.entries(locked).every(([path, { optional, devOptional, dev, version }]) => {
      if (there[path]) return there[path].version === version;
      return optional === true || (!withDev && (dev === true || devOptional === true));
    })
  );
}

/**
 * One hash over names and contents; of contents and not of dates, which a clone or a checkout changes.
 * @param {string} root
 * @param {string[]} names files and folders, relative to `root`; what is missing counts as empty
 */
export function hashOf(root, names) {
  const hash = createHash('sha256');
  /** @param {string} name */
  const add = (name) => {
    const path = join(root, name);
    const entries = existsSync(path) ? listing(path) : [];
    if (entries === undefined) hash.update(`${name}\0`).update(readFileSync(path)).update('\0');
    else for (const entry of entries) add(join(name, entry));
  };
  for (const name of names) add(name);
  return hash.digest('hex');
}

/**
 * The names in a folder, or undefined for a file.
 * @param {string} path
 */
function listing(path) {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** @param {string} stamp */
function readStamp(stamp) {
  return existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined;
}

/**
 * @param {string} stamp
 * @param {string} value
 */
function writeStamp(stamp, value) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, value);
}

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const COMMANDS = fileURLToPath(new URL('../../server/commands', import.meta.url));

/** Stand-ins for npm and Astro, which leave behind what the real ones do and take no time. */
const NPM = `
  const { mkdirSync, symlinkSync, writeFileSync, rmSync, existsSync } = require('node:fs');
  if (existsSync('npm-is-broken')) { console.error('npm error network'); process.exit(1); }
  rmSync('node_modules', { recursive: true, force: true });
  mkdirSync('node_modules/.bin', { recursive: true });
  symlinkSync(process.execPath, 'node_modules/.bin/node');
  writeFileSync('node_modules/.bin/astro', ${JSON.stringify(`
    const { mkdirSync, writeFileSync } = require('node:fs');
    mkdirSync('dist/server', { recursive: true });
    writeFileSync('dist/server/entry.mjs', '');
  `)});
  writeFileSync('npm-was-asked', process.argv.slice(2).join(' '));
`;

/** A stand-in for apt-get, which "installs" a program for each package that it is asked for. */
const APT_GET = `#!${process.execPath}
  const { writeFileSync } = require('node:fs');
  const [what, ...packages] = process.argv.slice(2).filter((word) => !word.startsWith('-'));
  if (what === 'install') for (const name of packages) writeFileSync(__dirname + '/' + name, '', { mode: 0o755 });
`;

let project = '';
let tools = '';
before(async () => {
  tools = await mkdtemp(join(tmpdir(), 'doorstart-prepare-tools-'));
  await writeFile(join(tools, 'npm.cjs'), NPM);
  await mkdir(join(tools, 'bin'));
  for (const program of [
    'chromium',
    'nginx',
    'openssl',
    'lynx',
    'w3m',
    'khal',
    'calcurse',
    'radicale',
    'script',
  ]) {
    await symlink(process.execPath, join(tools, 'bin', program));
  }
});
beforeEach(async () => {
  await rm(project, { recursive: true, force: true });
  project = await mkdtemp(join(tmpdir(), 'doorstart-prepare-'));
  await cp(COMMANDS, join(project, 'server', 'commands'), { recursive: true });
  await mkdir(join(project, 'src'));
  await writeFile(join(project, 'src', 'page.astro'), '<p>Hallo</p>');
  await writeFile(join(project, 'package.json'), '{}');
  await writeFile(
    join(project, 'package-lock.json'),
    '{ "packages": { "": {}, "node_modules/x": { "version": "1.0.0" } } }',
  );
});
after(async () => {
  for (const folder of [project, tools]) await rm(folder, { recursive: true, force: true });
});

function prepare(mode: string, env: Record<string, string> = {}) {
  const run = spawnSync(process.execPath, [join(project, 'server', 'commands', 'prepare.mjs'), mode], {
    encoding: 'utf8',
    env: {
      PATH: '/nowhere',
      npm_node_execpath: process.execPath,
      npm_execpath: join(tools, 'npm.cjs'),
      ...env,
    },
  });
  return { code: run.status, words: `${run.stdout}${run.stderr}` };
}

test('the first start installs and builds, the second does nothing and says nothing', () => {
  const first = prepare('start');
  assert.equal(first.code, 0, first.words);
  const asked = readFileSync(join(project, 'npm-was-asked'), 'utf8');
  assert.match(asked, /^ci --include=dev /);
  assert.match(
    first.words,
    /^Installing packages …\nInstalling packages: done in [\d.]+ s\nBuilding the site …\n/,
  );
  const began = performance.now();
  assert.deepEqual(prepare('start'), { code: 0, words: '' });
  assert.ok(performance.now() - began < 2000);
});

test('a change in the site builds again and a new date does not', async () => {
  prepare('start');
  await utimes(join(project, 'src', 'page.astro'), 1, 1);
  assert.equal(prepare('start').words, '');
  await writeFile(join(project, 'src', 'page.astro'), '<p>Dag</p>');
  assert.match(prepare('start').words, /^Building the site …\nBuilding the site: done/);
  await mkdir(join(project, 'public'));
  await writeFile(join(project, 'public', 'icon.svg'), '<svg/>');
  assert.match(prepare('start').words, /^Building the site/);
});

test('other packages or patches install again', async () => {
  prepare('dev');
  await writeFile(join(project, 'package.json'), '{ "name": "x" }');
  assert.match(prepare('dev').words, /^Installing packages/);
  await mkdir(join(project, 'db', 'patches'), { recursive: true });
  await writeFile(join(project, 'db', 'patches', 'x.patch'), '+ better');
  assert.match(prepare('dev').words, /^Installing packages/);
  assert.equal(prepare('dev').words, '');
});

test('what npm install by hand has put there is not installed a second time', async () => {
  prepare('dev');
  await writeFile(join(project, 'package.json'), '{ "name": "x" }');
  const noted = join(project, 'node_modules', '.package-lock.json');
  await writeFile(noted, '{ "packages": { "node_modules/x": { "version": "0.9.0" } } }');
  assert.match(prepare('dev').words, /^Installing packages/);
  await writeFile(join(project, 'package.json'), '{ "name": "y" }');
  await writeFile(noted, '{ "packages": { "node_modules/x": { "version": "1.0.0" } } }');
  assert.equal(prepare('dev').words, '');
});

test('setting up takes what runs as enough; the rest is installed for what needs it', async () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/runs': { version: '1.0.0' },
      'node_modules/builds': { version: '1.0.0', dev: true },
    },
  };
  await writeFile(join(project, 'package-lock.json'), JSON.stringify(lock));
  await mkdir(join(project, 'node_modules', '.bin'), { recursive: true });
  await symlink(process.execPath, join(project, 'node_modules', '.bin', 'node'));
  const noted = join(project, 'node_modules', '.package-lock.json');
  await writeFile(noted, '{ "packages": { "node_modules/runs": { "version": "1.0.0" } } }');
  assert.deepEqual(prepare('setup'), { code: 0, words: '' });
  await writeFile(noted, '{ "packages": { "node_modules/runs": { "version": "0.9.0" } } }');
  assert.match(prepare('setup').words, /^Installing packages/);
  assert.equal(prepare('setup').words, '');

  await writeFile(noted, '{ "packages": { "node_modules/runs": { "version": "1.0.0" } } }');
  await rm(join(project, 'node_modules', '.doorstart-packages'));
  assert.match(prepare('dev').words, /^Installing packages/);
});

test('for development nothing is built', () => {
  assert.doesNotMatch(prepare('dev').words, /Building/);
});

test('a step that fails ends it with its words, one clear line and exit code 1', async () => {
  await writeFile(join(project, 'npm-is-broken'), '');
  const { code, words } = prepare('start');
  assert.equal(code, 1);
  assert.match(
    words,
    /npm error network\nInstalling packages failed \(exit code 1\)\. Look at what npm says above/,
  );
});

test('tests take a browser that is there, and say so when CHROMIUM_PATH leads nowhere', () => {
  assert.deepEqual(prepare('test', { PATH: join(tools, 'bin') }).code, 0);
  const { code, words } = prepare('test', { CHROMIUM_PATH: '/nowhere/chromium' });
  assert.deepEqual(
    { code, words },
    { code: 1, words: 'CHROMIUM_PATH is /nowhere/chromium, but no program is there.\n' },
  );
});

/** Makes sure of programs that no system has. */
function preparePrograms(path: string, ...names: string[]) {
  const needed = names.map((name) => ({ program: name, package: name }));
  const step = `
    import { programsStep } from ${JSON.stringify(join(project, 'server', 'commands', 'programs.mjs'))};
    await programsStep('.', ${JSON.stringify(needed)}).catch(({ message }) => console.log(message));`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', step], {
    cwd: project,
    encoding: 'utf8',
    env: { PATH: path },
  }).stdout;
}

test('programs that tests need and that cannot be installed from here are named, with their packages', () => {
  assert.equal(
    preparePrograms('/nowhere', 'proxy-of-tests', 'pager-of-tests'),
    'The tests need proxy-of-tests, pager-of-tests. Install them (for example: sudo apt-get install proxy-of-tests pager-of-tests) and run npm test again.\n',
  );
});

test('programs that tests need are installed as root, once', {
  skip: process.getuid?.() !== 0 && 'only root may install packages',
}, async () => {
  const folder = join(project, 'bin');
  await mkdir(folder);
  await writeFile(join(folder, 'apt-get'), APT_GET, { mode: 0o755 });
  assert.match(preparePrograms(folder, 'proxy-of-tests'), /^Installing proxy-of-tests for the tests …\n/);
  assert.equal(preparePrograms(folder, 'proxy-of-tests'), '');
});

test('another word than start, dev or test is refused', () => {
  assert.deepEqual(prepare('toString').code, 2);
});

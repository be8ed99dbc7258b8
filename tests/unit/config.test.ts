import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { readConfig } from '#server/config.ts';

const SECRET = 'vB3x0Qk9LmZr7TgYw2NhJc5UePs8DfAa';
const PRODUCTION = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://portal:hunter2@db.intern:5432/portal',
  PUBLIC_URL: 'https://afspraak.gemeente.nl/',
  APP_SECRET: SECRET,
};

const problemsOf = (env: Record<string, string | undefined>) => readConfig(env).problems ?? [];

test('an empty environment is a demo on this machine only', () => {
  assert.deepEqual(readConfig({}).config, {
    mode: 'demo',
    host: '127.0.0.1',
    port: 4321,
    privateTargets: 'none',
    dataDir: resolve('.data'),
    trustedProxies: [],
    rateLimits: true,
    logLevel: 'info',
    migrateUrl: undefined,
    oidc: null,
    logbook: null,
    mail: null,
    calendarHosts: [],
    graph: null,
    texts: null,
    databaseUrl: undefined,
    publicUrl: undefined,
    secret: undefined,
  });
});

test('a setting that is there but empty counts as not set', () => {
  assert.equal(readConfig({ PORT: '', DATABASE_URL: '  ', NODE_ENV: '' }).config?.port, 4321);
});

test('a whole production configuration is read, its address as an origin', () => {
  const { config } = readConfig({
    ...PRODUCTION,
    PORT: '0',
    TRUSTED_PROXIES: '10.0.0.1, 10.1.0.0/16 ::1,fd00::/8',
  });
  assert.equal(config?.mode, 'production');
  assert.equal(config?.publicUrl, 'https://afspraak.gemeente.nl');
  assert.equal(config?.port, 0);
  assert.deepEqual(config?.trustedProxies, ['10.0.0.1', '10.1.0.0/16', '::1', 'fd00::/8']);
});

test('everything that is wrong is said at once', () => {
  const problems = problemsOf({
    NODE_ENV: 'production',
    PORT: '70000',
    HOST: 'not a host',
    TRUSTED_PROXIES: '10.0.0.300',
    RATE_LIMITS: 'no',
    LOG_LEVEL: 'loud',
    DATABASE_URL: 'mysql://x',
    PUBLIC_URL: 'afspraak.gemeente.nl',
    APP_SECRET: 'short',
  });
  const names = problems.map((problem) => problem.split(' ')[0]).sort();
  const all = [
    'APP_SECRET',
    'DATABASE_URL',
    'HOST',
    'LOG_LEVEL',
    'PORT',
    'PUBLIC_URL',
    'RATE_LIMITS',
    'TRUSTED_PROXIES',
  ];
  assert.deepEqual(names, all);
});

test('what production lacks is said together with what is wrong', () => {
  assert.deepEqual(
    problemsOf({ NODE_ENV: 'production', PORT: 'abc', RATE_LIMITS: 'off' }).map(firstWord).sort(),
    ['APP_SECRET', 'DATABASE_URL', 'PORT', 'PUBLIC_URL', 'RATE_LIMITS'],
  );
});

test('production wants https, except on this machine itself', () => {
  assert.deepEqual(problemsOf({ ...PRODUCTION, PUBLIC_URL: 'http://afspraak.gemeente.nl' }), [
    'PUBLIC_URL must begin with https://',
  ]);
  for (const PUBLIC_URL of ['http://localhost:4321', 'http://127.0.0.1:4321', 'http://[::1]:4321']) {
    assert.deepEqual(problemsOf({ ...PRODUCTION, PUBLIC_URL }), []);
  }
});

test('a public address has no path, question or user in it', () => {
  for (const rest of ['/portal', '/?a=b', '/#top']) {
    assert.equal(problemsOf({ PUBLIC_URL: `https://afspraak.gemeente.nl${rest}` }).length, 1, rest);
  }
  assert.equal(problemsOf({ PUBLIC_URL: 'https://me@afspraak.gemeente.nl' }).length, 1);
});

test('secrets that someone could guess are refused', () => {
  const weak = [
    'a'.repeat(64),
    'abc123'.repeat(8),
    '0123456789abcdef'.repeat(2),
    'please-change-me-please-0987654321-xyz',
    'doorstart-demo-secret-for-local-use-only',
    SECRET.slice(0, 31),
  ];
  for (const APP_SECRET of weak)
    assert.equal(problemsOf({ ...PRODUCTION, APP_SECRET }).length, 1, APP_SECRET);
  for (const APP_SECRET of [SECRET, '9f86d081884c7d659a2feaa0c55ad015']) {
    assert.deepEqual(problemsOf({ ...PRODUCTION, APP_SECRET }), []);
  }
});

test('limits may be off for a load test, not in production', () => {
  assert.equal(readConfig({ RATE_LIMITS: 'off' }).config?.rateLimits, false);
  assert.deepEqual(problemsOf({ ...PRODUCTION, RATE_LIMITS: 'off' }), [
    'RATE_LIMITS cannot be off in production',
  ]);
});

test('the own network is open to webhooks where that is said, and to all in no production', () => {
  assert.equal(readConfig({ PRIVATE_TARGETS: 'all' }).config?.privateTargets, 'all');
  assert.equal(readConfig({ ...PRODUCTION, PRIVATE_TARGETS: 'webhooks' }).config?.privateTargets, 'webhooks');
  assert.deepEqual(problemsOf({ ...PRODUCTION, PRIVATE_TARGETS: 'all' }), [
    'PRIVATE_TARGETS cannot be all in production',
  ]);
});

test('a misspelt NODE_ENV is refused instead of taken for a demo', () => {
  assert.deepEqual(problemsOf({ NODE_ENV: 'prodution' }).map(firstWord), ['NODE_ENV']);
});

test('what stands behind the ? of a database address is known, or said by its name', () => {
  const problemOf = (rest: string) =>
    problemsOf({ ...PRODUCTION, DATABASE_URL: `postgres://portal:hunter2@db.intern:5432/portal${rest}` })[0];
  for (const rest of ['', '?', '?sslmode=require', '?sslmode=verify-full', '?sslmode=disable']) {
    assert.equal(problemOf(rest), undefined, rest);
  }
  assert.equal(
    problemOf('?schema=public'),
    'DATABASE_URL has the parameter schema, which Doorstart does not know: its tables are always in the schema public; only sslmode can stand behind the ?',
  );
  const named = ['connection_limit', 'pgbouncer', 'channel_binding', 'options', 'ssl', 'host', 'constructor'];
  for (const name of named) {
    assert.match(problemOf(`?sslmode=require&${name}=hunter2`) ?? '', new RegExp(`the parameter ${name},`));
  }
  assert.match(problemOf('?word=hunter2&rest') ?? '', /^DATABASE_URL has the parameter word, [^2]*$/);
  assert.match(problemOf('?hunter2@db') ?? '', /behind the \? that Doorstart does not know/);
  for (const mode of ['prefer', 'allow', 'verify-ca', 'no-verify', 'REQUIRE', 'true', '']) {
    assert.match(
      problemOf(`?sslmode=${mode}`) ?? '',
      /one of disable, require, verify-full as sslmode$/,
      mode,
    );
  }
  assert.match(problemOf('?sslmode=require&sslmode=disable') ?? '', /sslmode twice/);
});

test('an address of a database that no driver can read is refused', () => {
  const problemOf = (DATABASE_URL: string) => problemsOf({ ...PRODUCTION, DATABASE_URL })[0] ?? '';
  assert.match(problemOf('postgres://portal:hunt%r2@db/portal'), /a % that is no escape/);
  assert.match(problemOf('postgres://portal:hunter2@db1,db2/portal'), /must name one host/);
  assert.match(problemOf('postgres:///portal'), /must name a host/);
  assert.match(problemOf('postgres://portal:hunter2@db/portal#x'), /must look like/);
  assert.equal(problemOf('postgresql://portal:p%25%40ss@[::1]:5432/portal'), '');
});

test('no problem repeats a password or a secret', () => {
  const said = problemsOf({
    ...PRODUCTION,
    DATABASE_URL: 'postgress://u:hunter2@db/x',
    APP_SECRET: 'hunter3',
  }).join();
  assert.doesNotMatch(said, /hunter/);
});

function firstWord(problem: string): string {
  return problem.split(' ')[0] ?? '';
}

const OIDC = {
  OIDC_ISSUER: 'https://login.gemeente.nl/realms/werk',
  OIDC_CLIENT_ID: 'doorstart',
  OIDC_CLIENT_SECRET: 'geheim-van-de-inlogdienst',
};

test('single sign-on is whole, off, or said to be half', () => {
  assert.deepEqual(readConfig(OIDC).config?.oidc, {
    issuer: OIDC.OIDC_ISSUER,
    clientId: 'doorstart',
    clientSecret: OIDC.OIDC_CLIENT_SECRET,
    scope: 'openid profile email',
    acrValues: [],
    recheckMinutes: 15,
  });
  assert.deepEqual(problemsOf({ OIDC_CLIENT_ID: 'doorstart' }).map(firstWord), [
    'OIDC_ISSUER',
    'OIDC_CLIENT_SECRET',
  ]);
  assert.deepEqual(problemsOf({ ...OIDC, OIDC_ISSUER: 'http://login.gemeente.nl' }), [
    'OIDC_ISSUER must begin with https://',
  ]);
  const rest = { OIDC_SCOPE: 'profile', OIDC_RECHECK_MINUTES: '0' };
  assert.deepEqual(problemsOf({ ...OIDC, ...rest }).map(firstWord), ['OIDC_SCOPE', 'OIDC_RECHECK_MINUTES']);
});

test('the secret of single sign-on may stand in a file, and then nowhere else', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'doorstart-')), 'secret');
  await writeFile(path, 'uit-een-bestand\n');
  const { OIDC_CLIENT_SECRET: _, ...rest } = OIDC;
  const inFile = { ...rest, OIDC_CLIENT_SECRET_FILE: path };
  assert.equal(readConfig(inFile).config?.oidc?.clientSecret, 'uit-een-bestand');
  assert.deepEqual(problemsOf({ ...OIDC, ...inFile }).map(firstWord), ['OIDC_CLIENT_SECRET']);
  assert.deepEqual(problemsOf({ ...rest, OIDC_CLIENT_SECRET_FILE: `${path}-niet` }), [
    'OIDC_CLIENT_SECRET_FILE cannot be read',
  ]);
});

test('hosts of calendars are names, with commas', () => {
  const hosts = 'Cloud.Example.nl, exchange.example.nl';
  assert.deepEqual(readConfig({ CALENDAR_HOSTS: hosts }).config?.calendarHosts, [
    'cloud.example.nl',
    'exchange.example.nl',
  ]);
  for (const wrong of ['https://cloud.example.nl', '10.0.0.0/8', '*.example.nl'])
    assert.deepEqual(problemsOf({ CALENDAR_HOSTS: wrong }).map(firstWord), ['CALENDAR_HOSTS'], wrong);
});

const LDV = {
  LDV_ENDPOINT: 'https://logboek.gemeente.nl/v1/traces',
  LDV_REGISTER: 'https://register.gemeente.nl/doorstart/',
};

test('a logboek is whole, off, or said to be half', () => {
  const { LDV_ENDPOINT: endpoint } = LDV;
  const register = 'https://register.gemeente.nl/doorstart';
  assert.deepEqual(readConfig(LDV).config?.logbook, { endpoint, register, token: null });
  assert.equal(readConfig({ ...LDV, LDV_TOKEN: 'abc' }).config?.logbook?.token, 'abc');
  assert.deepEqual(problemsOf({ LDV_TOKEN: 'abc' }).map(firstWord), ['LDV_ENDPOINT', 'LDV_REGISTER']);
  const wrong = {
    LDV_ENDPOINT: 'http://logboek.gemeente.nl/v1/traces',
    LDV_REGISTER: 'https://u:p@register.nl',
  };
  assert.deepEqual(problemsOf({ ...wrong, LDV_TOKEN: 'two words' }).map(firstWord), [
    'LDV_ENDPOINT',
    'LDV_REGISTER',
    'LDV_TOKEN',
  ]);
});

test('text messages need an address, a key and a template; their secrets may come from files', async () => {
  const [service, secret] = ['26785a09-ab16-4eb0-8407-a37497a57506', '3d844edf-8d35-48ac-975b-e847b4f122b0'];
  const key = `doorstart-${service}-${secret}`;
  const given = { NOTIFY_URL: 'https://api.notifynl.test/', NOTIFY_TEMPLATE: service };
  const texts = { url: 'https://api.notifynl.test', apiKey: key, template: service, sender: null };
  assert.deepEqual(readConfig({ ...given, NOTIFY_API_KEY: key }).config?.texts, {
    ...texts,
    receiptToken: null,
  });
  const file = join(await mkdtemp(join(tmpdir(), 'doorstart-')), 'key');
  await writeFile(file, `${key}\n`);
  assert.deepEqual(readConfig({ ...given, NOTIFY_API_KEY_FILE: file }).config?.texts?.apiKey, key);
  assert.deepEqual(problemsOf({ ...given, NOTIFY_API_KEY: 'key' }), [
    'NOTIFY_API_KEY must be a key of NotifyNL: a name, the id of the service and a secret',
  ]);
  const half = 'is missing: text messages need NOTIFY_URL, NOTIFY_API_KEY, NOTIFY_TEMPLATE';
  assert.deepEqual(problemsOf({ NOTIFY_CALLBACK_TOKEN: 'a-word-of-twenty-signs' }), [
    `NOTIFY_URL ${half}`,
    `NOTIFY_API_KEY ${half}`,
    `NOTIFY_TEMPLATE ${half}`,
  ]);
  assert.deepEqual(problemsOf({ ...given, NOTIFY_API_KEY: key, NOTIFY_API_KEY_FILE: file }), [
    'NOTIFY_API_KEY is there twice: as itself and as NOTIFY_API_KEY_FILE',
  ]);
  assert.deepEqual(problemsOf({ ...given, NOTIFY_URL: 'http://api.notifynl.test', NOTIFY_API_KEY: key }), [
    'NOTIFY_URL must begin with https://',
  ]);
});

test('calendars of Microsoft 365 are reached when all of it is there', () => {
  const given = { GRAPH_TENANT: 'denhaag.nl', GRAPH_CLIENT_ID: '8f1a4c0e-0b1f-4f5e-9a53-2a1d6b8f0c11' };
  const config = { tenant: given.GRAPH_TENANT, clientId: given.GRAPH_CLIENT_ID, secret: 'geheim' };
  assert.deepEqual(readConfig({ ...given, GRAPH_CLIENT_SECRET: 'geheim' }).config?.graph, config);
  assert.deepEqual(problemsOf(given), [
    'GRAPH_CLIENT_SECRET is missing: calendars of Microsoft 365 need GRAPH_TENANT, GRAPH_CLIENT_ID, GRAPH_CLIENT_SECRET',
  ]);
  for (const wrong of [{ GRAPH_TENANT: 'a/b' }, { GRAPH_CLIENT_ID: 'app' }])
    assert.deepEqual(
      problemsOf({ ...given, GRAPH_CLIENT_SECRET: 'geheim', ...wrong }).map(firstWord),
      Object.keys(wrong),
    );
});

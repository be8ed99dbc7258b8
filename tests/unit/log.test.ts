import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import fc from 'fast-check';
import { z } from 'zod';
import type { AuditRow } from '#server/kernel/auditLog.ts';
import { captureConsole, createLog } from '#server/kernel/log.ts';
import { logSecurity } from '#server/security/securityLog.ts';

const { debug, log: print, info, warn, error } = console;
afterEach(() => Object.assign(console, { debug, log: print, info, warn, error }));

const lineSchema = z.looseObject({ level: z.number(), time: z.iso.datetime(), msg: z.string() });

/** A log, and what it wrote. */
function listen(level: 'warn' | 'silent' = 'warn') {
  const written: string[] = [];
  const log = createLog(level, { write: (line) => void written.push(line) });
  const lines = () => written.map((line) => lineSchema.parse(JSON.parse(line)));
  return { log, lines, text: () => written.join('') };
}

/** An error as postgres.js makes one: all that PostgreSQL says is a property. */
class PostgresError extends Error {
  constructor(said: Record<string, unknown>) {
    super(String(said.message));
    Object.assign(this, said);
  }
}

/** What nobody may read in a log. */
const secret = 'noa.de.vries@example.nl';

/** Errors as they come about, each with the secret somewhere in it. */
const troubles: Record<string, () => unknown> = {
  'a query of drizzle': () =>
    new DrizzleQueryError(
      'insert into appointments values ($1)',
      [secret],
      new PostgresError({
        message: 'duplicate key value violates unique constraint "staff_email"',
        code: '23505',
        detail: `Key (email)=(${secret}) already exists.`,
        where: `parameter $1 = ${secret}`,
        parameters: [secret],
        query: `select '${secret}'`,
        table_name: 'staff',
        constraint_name: 'staff_email',
      }),
    ),
  'a value that PostgreSQL cannot read': () =>
    new PostgresError({ message: `invalid input syntax for type uuid: "${secret}"`, code: '22P02' }),
  'a body that is no JSON': () => thrownBy(() => JSON.parse(secret)),
  'a date that is none': () => thrownBy(() => Temporal.PlainDate.from(secret)),
  'an address that is none': () => thrownBy(() => new URL(secret)),
  "an argument that is none of node's": () => thrownBy(() => Reflect.apply(Buffer.alloc, Buffer, [secret])),
  'a word that was thrown': () => secret,
  'an object that was thrown': () => ({ message: secret }),
  'a cause deep inside': () =>
    new Error('expected a cause', { cause: new AggregateError([new RangeError(secret)], secret) }),
  'words with what looks like a call': () => new TypeError(`x\n    at ${secret} (file:///a.ts:1:1)`),
};

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (thrown) {
    return thrown;
  }
  throw new Error('expected it to throw');
}

for (const [name, make] of Object.entries(troubles)) {
  test(`no line tells a value: ${name}`, () => {
    const { log, lines, text } = listen();
    const trouble = make();
    log.error({ err: trouble }, 'a page failed');
    log.error({ err: trouble });
    if (trouble instanceof Error) {
      log.error(trouble);
      log.error({ reason: trouble }, 'also under another name');
    }
    captureConsole(log);
    console.error(trouble);
    console.warn(trouble instanceof Error ? trouble.stack : `[router] ${String(trouble)}`);
    assert.ok(lines().length >= 4);
    assert.doesNotMatch(text(), /noa|vries/);
  });
}

test('what helps to mend it stays: kind, code, place in the database and in the code, and our own words', () => {
  const { log, lines } = listen();
  log.error({ err: troubles['a query of drizzle']?.() }, 'a page failed');
  log.error(new Error('expected a gemeente'));
  captureConsole(log);
  console.error(`[ERROR] [router] Error: ${secret}\n    at file:///srv/x.ts:1:2\n    at y (node:fs:3:4)\n`);
  const [query, own, printed] = lines();
  const err = z.looseObject({ stack: z.string(), cause: z.looseObject({}) }).parse(query?.err);
  assert.match(err.stack, /^ {4}at .*log\.test\.ts:\d+:\d+/);
  const { stack: _, ...cause } = err.cause;
  assert.deepEqual(
    { type: err.type, cause, msg: query?.msg },
    {
      type: 'DrizzleQueryError',
      cause: {
        type: 'PostgresError',
        message: 'duplicate key value violates unique constraint "staff_email"',
        code: '23505',
        table: 'staff',
        constraint: 'staff_email',
      },
      msg: 'a page failed',
    },
  );
  assert.equal(z.looseObject({ message: z.string() }).parse(own?.err).message, 'expected a gemeente');
  assert.deepEqual(printed?.printed, {
    type: 'Error',
    stack: '    at file:///srv/x.ts:1:2\n    at y (node:fs:3:4)',
  });
});

test('whatever an error says, its line is one line of JSON', () => {
  fc.assert(
    fc.property(fc.string(), (words) => {
      const { log, lines, text } = listen();
      log.error({ err: new TypeError(words) }, 'x');
      assert.equal(text().split('\n').length, 2);
      assert.equal(lines().length, 1);
    }),
  );
});

test('the security log is written at each level but silent', () => {
  const event = {
    action: 'sign-in',
    object: 'account:1',
    result: 'refused',
    reason: 'wrong-password',
  } as const;
  const jongere = { kind: 'jongere', addressKey: 'k3y', networks: ['k3y'] } as const;
  const loud = listen('warn');
  const rows: AuditRow[] = [];
  const by = {
    actor: jongere,
    door: 'page' as const,
    audit: { add: (row: AuditRow) => void rows.push(row), flush: async () => {} },
    clock: { now: () => 0 },
  };
  logSecurity({ ...by, log: loud.log }, event);
  assert.partialDeepStrictEqual(loud.lines(), [
    { level: 30, log: 'security', ...event, actor: 'jongere', origin: 'k3y', msg: 'sign-in refused' },
  ]);
  const silent = listen('silent');
  logSecurity({ ...by, log: silent.log }, event);
  assert.deepEqual(silent.lines(), []);
  // The audit log has it whatever the level.
  const { kind, objectKind, objectId, result, reason, network } = rows[1] ?? {};
  assert.deepEqual(
    { kind, objectKind, objectId, result, reason, network },
    {
      kind: 'tried',
      objectKind: 'account',
      objectId: '1',
      result: 'refused',
      reason: 'wrong-password',
      network: 'k3y',
    },
  );
  assert.equal(rows.length, 2);
});

test('who comes in or leaves stands in the audit log, and a page that was left open does not', () => {
  const rows: AuditRow[] = [];
  const by = {
    log: listen('silent').log,
    actor: { kind: 'system' } as const,
    door: 'page' as const,
    audit: { add: (row: AuditRow) => void rows.push(row), flush: async () => {} },
    clock: { now: () => 0 },
  };
  logSecurity(by, { action: 'sign-in', object: 'account:1', result: 'done' });
  logSecurity(by, { action: 'account', object: 'account:1', result: 'done', reason: 'saved' });
  logSecurity(by, { action: 'request', object: 'page:medewerker', result: 'refused', reason: 401 });
  logSecurity(by, { action: 'request', object: 'page:medewerker', result: 'refused', reason: 403 });
  assert.deepEqual(
    rows.map(({ kind, action, objectKind, reason }) => [kind, action, objectKind, reason]),
    [
      ['entered', 'sign-in', 'account', null],
      ['tried', 'request', 'page', '403'],
    ],
  );
});

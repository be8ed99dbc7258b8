import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createPasswords, hashPassword } from '#server/accounts/passwords.ts';
import { refreshesItself } from '#server/accounts/readSession.ts';
import { returnPath, signInPath } from '#server/accounts/returnPath.ts';
import { forgetFailuresMs, sessionEnded, waitAfterFailures } from '#server/accounts/rules.ts';
import { askedFrom } from '../../src/account/askedFrom.ts';

test('a password is stored as argon2id with its parameters, and twice never the same', async () => {
  const [one, other] = await Promise.all([
    hashPassword('een lang wachtwoord'),
    hashPassword('een lang wachtwoord'),
  ]);
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  assert.notEqual(one, other);
});

test('a password belongs to its own hash only, however its letters were typed', async () => {
  const { verify } = createPasswords();
  const stored = await hashPassword('caf\u00e9 aan de haven');
  assert.equal(await verify('cafe\u0301 aan de haven', stored), true);
  assert.equal(await verify('cafe aan de haven', stored), false);
  assert.equal(await verify('', stored), false);
});

test('a hash made with other parameters is still read by its own', async () => {
  // The example of the PHC string format, "password" with the salt "somesalt" and one lane of 64 MiB, two passes.
  const stored = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  const { verify } = createPasswords();
  assert.equal(await verify('password', stored), true);
  assert.equal(await verify('passwore', stored), false);
});

test('what is no hash of ours is a bug, not a wrong password', async () => {
  await assert.rejects(createPasswords().verify('een lang wachtwoord', 'plain text'), /PHC string/);
});

test('nobody has a password, and finding that out is the same work', async () => {
  const { verify } = createPasswords();
  const stored = await hashPassword('een lang wachtwoord');
  const time = async (hash: string | null) => {
    const began = performance.now();
    assert.equal(await verify('een ander wachtwoord', hash), false);
    return performance.now() - began;
  };
  await time(stored);
  const known: number[] = [];
  const unknown: number[] = [];
  for (let round = 0; round < 9; round++) {
    known.push(await time(stored));
    unknown.push(await time(null));
  }
  const middle = (times: number[]) => times.toSorted((a, b) => a - b)[4] ?? 0;
  assert.ok(middle(unknown) > middle(known) / 2, `${middle(unknown)} ms beside ${middle(known)} ms`);
});

test('a password to set has 12 to 256 characters', async () => {
  await assert.rejects(hashPassword('x'.repeat(11)), /password-too-short/);
  await assert.rejects(hashPassword('x'.repeat(257)), /password-too-long/);
  await hashPassword('x'.repeat(256));
});

test('a session ends at 12 hours, and at 2 hours of rest, to the millisecond', () => {
  const hour = 3_600_000;
  const at = (createdAt: number, lastUsedAt: number) => ({
    createdAt: new Date(createdAt),
    lastUsedAt: new Date(lastUsedAt),
  });
  assert.equal(sessionEnded(at(0, 11 * hour), 12 * hour - 1), false);
  assert.equal(sessionEnded(at(0, 11 * hour), 12 * hour), true);
  assert.equal(sessionEnded(at(0, hour), 3 * hour - 1), false);
  assert.equal(sessionEnded(at(0, hour), 3 * hour), true);
});

test('after signing in one comes back to a page for staff on this site, and nowhere else', () => {
  for (const path of ['/medewerker', '/medewerker/week?week=2026-W48', '/medewerker/afspraken/abc']) {
    assert.equal(returnPath(path), path);
  }
  const elsewhere = [
    null,
    '',
    '/',
    '/afspraak',
    'https://kwaad.example/medewerker',
    '//kwaad.example/medewerker',
    '/\\kwaad.example/medewerker',
    '/medewerker@kwaad.example',
    '/medewerkers',
    '/medewerker/../afspraak',
    '/medewerker/inloggen?back=/medewerker',
    '/medewerker/uitloggen',
    'javascript:alert(1)',
    '/medewerker/\n//kwaad.example',
  ];
  for (const wish of elsewhere) {
    const path = returnPath(wish);
    assert.ok(path === '/medewerker' || path.startsWith('/medewerker/'), `${wish} leads to ${path}`);
    assert.equal(new URL(path, 'https://doorstart.test').host, 'doorstart.test');
  }
  assert.equal(returnPath('/medewerker/../afspraak'), '/medewerker');
  assert.equal(returnPath('/medewerker/inloggen'), '/medewerker');
});

test('the sign-in page knows the way back, without what a page added by itself', () => {
  assert.equal(signInPath('/medewerker'), '/medewerker/inloggen');
  assert.equal(
    signInPath('/medewerker/week?week=2026-W48&refresh=1'),
    '/medewerker/inloggen?back=%2Fmedewerker%2Fweek%3Fweek%3D2026-W48',
  );
});

test('a page that refreshes itself is told from one that somebody opens', () => {
  assert.equal(refreshesItself('/medewerker?refresh=1'), true);
  assert.equal(refreshesItself('/medewerker/week?week=2026-W48&refresh=1'), true);
  assert.equal(refreshesItself('/medewerker/week?week=2026-W48'), false);
  assert.equal(refreshesItself(undefined), false);
});

test('each failure makes the next attempt wait at least as long as the one before, and never for good', () => {
  const failures = fc.integer({ min: 0, max: 100_000 });
  const free = fc.integer({ min: 1, max: 50 });
  const quarter = 15 * 60_000;
  fc.assert(
    fc.property(failures, free, (count, most) => {
      const wait = waitAfterFailures(count, most);
      assert.equal(wait === 0, count < most);
      assert.ok(Number.isSafeInteger(wait) && wait <= quarter);
      assert.ok(waitAfterFailures(count + 1, most) >= wait);
      // It can be sat out before it is forgotten.
      assert.ok(wait < forgetFailuresMs);
    }),
  );
  const seconds = [7, 8, 9, 10, 13, 14, 50].map((count) => waitAfterFailures(count, 8) / 1000);
  assert.deepEqual(seconds, [0, 15, 30, 60, 480, 900, 900]);
});

test('who must sign in first goes on where they asked for, or where their form was sent from when that is ours', async () => {
  const asked = (address: string, form?: Record<string, string>) => {
    const body = form ? new URLSearchParams(form) : null;
    const request = new Request(`http://localhost${address}`, { method: body ? 'POST' : 'GET', body });
    return askedFrom(request, new URL(request.url));
  };
  const page = '/medewerker/afspraken/1';
  const panel = '/medewerker/week?week=2026-W48&appointment=1';
  assert.equal(await asked(panel), panel);
  assert.equal(await asked(`${page}?week=2026-11-23`, { act: 'note' }), `${page}?week=2026-11-23`);
  assert.equal(await asked(page, { back: `${panel}&undone=ok` }), panel);
  assert.equal(await asked(page, { back: 'https://example.org/medewerker' }), '/medewerker');
});

import { askForPassword } from '#server/accounts/askForPassword.ts';
import { hashPassword } from '#server/accounts/passwords.ts';
import { signIn } from '#server/accounts/signIn.ts';
import { claimPurpose } from '#server/demo/purpose.ts';
import { jongereCtx, makeCasemanager, makeServices } from '../support/factories.ts';
import { createCleanup } from './processes/cleanup.ts';
import { productDatabase, startCluster } from './processes/database.ts';
import { median, report, seededRandom } from './support.ts';

// Whether the time of an answer tells of an e-mail address whether somebody has it, with a second factor or without. Each kind of
// address is tried in turn with a wrong password, in an order that is drawn anew each round, and two at a time are compared by the
// rank-sum test (Mann-Whitney), which asks nothing of how times are spread.

const rounds = 300;
const warmUp = 10;
/**
 * For |z|: what times that do not differ exceed by chance once in 15,000 comparisons; no kind of address can be told from
 * another below it.
 */
const threshold = 4;

await using cleanup = createCleanup();
const cluster = await startCluster();
cleanup.defer(cluster.stop);
const product = await productDatabase(cluster, 'signin');
cleanup.defer(product.close);
await claimPurpose(product.db, 'gemeente');
const passwordHash = await hashPassword('een heel ander wachtwoord');
for (const name of ['bekend', 'factor', 'zonder', 'gestopt'])
  await makeCasemanager(product.db, [], {
    email: `${name}@example.nl`,
    passwordHash: name === 'zonder' ? null : passwordHash,
    active: name !== 'gestopt',
  });
await product.sql`
  insert into sign_in_factors (staff_id, kind, name, created_at, sealed_secret, last_step)
  select id, 'totp', 'Telefoon', now(), 'x', 0 from staff where email = 'factor@example.nl'`;
const services = await makeServices(product);
cleanup.defer(() => services.close());
const ctx = jongereCtx(services);

/** What is asked, and what the answer may not tell. */
const kinds: Record<string, () => Promise<unknown>> = {
  'nobody has it': () => signIn(ctx, { email: 'niemand@example.nl', password: 'niet het wachtwoord' }),
  'of somebody': () => signIn(ctx, { email: 'bekend@example.nl', password: 'niet het wachtwoord' }),
  'of somebody with a factor': () =>
    signIn(ctx, { email: 'factor@example.nl', password: 'niet het wachtwoord' }),
  'of somebody without a password': () =>
    signIn(ctx, { email: 'zonder@example.nl', password: 'niet het wachtwoord' }),
  'of somebody who left': () => signIn(ctx, { email: 'gestopt@example.nl', password: 'niet het wachtwoord' }),
};
const forgotten: Record<string, () => Promise<unknown>> = {
  'forgotten, nobody has it': () => askForPassword(ctx, { email: 'niemand@example.nl' }, { byMail: false }),
  'forgotten, of somebody': () => askForPassword(ctx, { email: 'bekend@example.nl' }, { byMail: false }),
};

const random = seededRandom(13);
const tried = await measure(kinds, rounds);
const asked = await measure(forgotten, 60, () => product.sql`delete from password_requests`);
const compared = [...compare(tried), ...compare(asked)];
const worst = Math.max(...compared.map(({ z }) => Math.abs(z)));
report(compared, { name: 'signin', ours: worst, floor: threshold, ratio: worst / threshold, unit: '|z|' });
if (worst >= threshold) process.exitCode = 1;

/** Times of each kind in milliseconds, taken in turn. */
async function measure(
  of: Record<string, () => Promise<unknown>>,
  times: number,
  before: () => Promise<unknown> = async () => {},
): Promise<Map<string, number[]>> {
  const taken = new Map<string, number[]>(Object.keys(of).map((kind) => [kind, []]));
  for (let round = -warmUp; round < times; round++) {
    await before();
    const drawn = Object.entries(of)
      .map((one) => ({ one, order: random() }))
      .sort((a, b) => a.order - b.order);
    for (const {
      one: [kind, act],
    } of drawn) {
      const start = performance.now();
      await act();
      if (round >= 0) taken.get(kind)?.push(performance.now() - start);
    }
  }
  return taken;
}

/** The first kind beside each of the others. */
function compare(taken: Map<string, number[]>) {
  const [[first, base] = ['', []], ...others] = [...taken];
  return others.map(([kind, values]) => ({
    first,
    'beside it': kind,
    'median ms': median(base),
    'and ms': median(values),
    z: rankSum(base, values),
  }));
}

/** How many standard deviations the rank sum of two samples is from what it is when they do not differ (normal approximation). */
function rankSum(one: readonly number[], other: readonly number[]): number {
  const all = [
    ...one.map((value) => ({ value, mine: true })),
    ...other.map((value) => ({ value, mine: false })),
  ].sort((a, b) => a.value - b.value);
  const sum = all.reduce((ranks, { mine }, index) => ranks + (mine ? index + 1 : 0), 0);
  const [n, m] = [one.length, other.length];
  const mean = (n * (n + m + 1)) / 2;
  return (sum - mean) / Math.sqrt((n * m * (n + m + 1)) / 12);
}

import { desc, eq } from 'drizzle-orm';
import { trustedDevices } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { browserWords } from '#server/accounts/browserWords.ts';
import type { Ctx } from '#server/accounts/context.ts';
import type { SignInBrowser } from '#server/accounts/letIn.ts';
import { dayMs } from '#server/kernel/time.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { type Write, write } from '#server/kernel/write.ts';

/** A browser in which whoever asks need not give a second factor. Instants are epoch ms. */
export interface TrustedDevice {
  /** A word for it that opens nothing: a part of the hash that the database has. */
  id: string;
  /** `Firefox, Windows`; empty when that is not known. */
  browser: string;
  since: number;
  until: number;
}

const wordOf = (id: string) => id.slice(0, 16);

/** For how many days a device is trusted; 0 for none. The setting of now counts, also for devices of before. */
export const trustedDays = async ({ roster }: Pick<Ctx, 'roster'>): Promise<number> =>
  (await roster.current()).settings.signIn.trustedDeviceDays;

const since = async (ctx: Pick<Ctx, 'roster' | 'clock'>) =>
  ctx.clock.now() - (await trustedDays(ctx)) * dayMs;

/** The device that a browser says it is. */
export interface Device {
  token: string;
  /** One that is trusted since before then (epoch ms) is not trusted any more. */
  after: number;
}

/** Null for a browser that is not trusted by anybody. Before a write, which waits for nothing but the database. */
export async function deviceIn(ctx: Ctx, cookies: string | null | undefined): Promise<Device | null> {
  const token = ctx.trustedCookie.tokenIn(cookies);
  return token === null ? null : { token, after: await since(ctx) };
}

/** Whether this person need not give a factor on this device. It counts as use. Part of a write. */
export async function isTrusted(w: Write<Ctx>, staffId: string, { token, after }: Device): Promise<boolean> {
  const used = await w.tx`
    update trusted_devices set last_used_at = ${w.now}
    where id = ${hashToken(token)} and staff_id = ${staffId} and created_at > ${new Date(after).toISOString()}
    returning id`;
  return used.length > 0;
}

/** Trusts this browser from now on; null when the gemeente wants none trusted. Answers the value of a `Set-Cookie` header. */
export async function trustDevice(
  w: Write<Ctx>,
  staffId: string,
  { userAgent }: SignInBrowser,
): Promise<string | null> {
  const days = await trustedDays(w.ctx);
  if (days === 0) return null;
  const token = w.ctx.trustedCookie.makeToken();
  await w.tx`
    insert into trusted_devices (id, staff_id, browser, created_at, last_used_at)
    values (${hashToken(token)}, ${staffId}, ${browserWords(userAgent ?? null)}, ${w.now}, ${w.now})`;
  w.record({ about: { kind: 'casemanager', id: staffId }, what: 'device-trusted' });
  return w.ctx.trustedCookie.cookie(token, days * dayMs);
}

/** The own devices that are trusted, the last used first. */
export async function readTrustedDevices(ctx: Ctx): Promise<TrustedDevice[]> {
  const { id } = may(ctx, 'account.read').staff;
  const [after, days] = [await since(ctx), await trustedDays(ctx)];
  const rows = await ctx.db
    .select()
    .from(trustedDevices)
    .where(eq(trustedDevices.staffId, id))
    .orderBy(desc(trustedDevices.lastUsedAt), trustedDevices.id);
  return rows
    .filter(({ createdAt }) => createdAt.getTime() > after)
    .map((row) => ({
      id: wordOf(row.id),
      browser: row.browser,
      since: row.createdAt.getTime(),
      until: row.createdAt.getTime() + days * dayMs,
    }));
}

/** Trusts an own device no more: one, by its word, or with null none of them. */
export async function endTrustedDevices(ctx: Ctx, word: string | null): Promise<void> {
  const { id } = may(ctx, 'account.change').staff;
  await write(ctx, async (w) => {
    const ended = await w.tx`
      delete from trusted_devices where staff_id = ${id}
        and ${word === null ? w.tx`true` : w.tx`left(id, 16) = ${word}`} returning id`;
    if (ended.length > 0)
      w.record({
        about: { kind: 'casemanager', id },
        what: 'devices-ended',
        details: { count: String(ended.length) },
      });
  });
}

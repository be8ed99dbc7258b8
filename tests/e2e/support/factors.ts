import { randomBytes, randomUUID } from 'node:crypto';
import type { BrowserContext } from '@playwright/test';
import { cookieNames } from '#server/accounts/rules.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import type { Site } from './site.ts';

/** An app of somebody, of which no code is right. Gives its id, and what takes it away. */
export async function addApp({ sql }: Site, staffId: string) {
  const id = randomUUID();
  await sql`
    insert into sign_in_factors (id, staff_id, kind, name, created_at, sealed_secret, last_step)
    values (${id}, ${staffId}, 'totp', 'Mijn telefoon', now(), 'x', 0)`;
  return { id, remove: () => sql`delete from sign_in_factors where staff_id = ${staffId}` };
}

/** As if somebody just gave the right password in this browser. */
export async function knockByCookie(context: BrowserContext, { sql, url }: Site, staffId: string) {
  const token = randomBytes(32).toString('base64url');
  await sql`
    insert into pending_sign_ins (id, staff_id, expires_at)
    values (${hashToken(token)}, ${staffId}, now() + interval '10 minutes')`;
  await context.addCookies([
    { name: cookieNames(false).pending, value: token, url, httpOnly: true, sameSite: 'Strict' },
  ]);
}

/** As if somebody just gave their password again, or with false did not, in all their sessions. */
export const confirmSessions = ({ sql }: Site, staffId: string, isConfirmed = true) => sql`
  update sessions set confirmed_until = ${isConfirmed ? sql`now() + interval '10 minutes'` : null}
  where user_id = ${staffId}`;

/** Two browsers in which somebody need give no factor. */
export const trustDevices = ({ sql }: Site, staffId: string) => sql`
  insert into trusted_devices (id, staff_id, browser, created_at, last_used_at)
  values (${randomUUID()}, ${staffId}, 'Firefox, Windows', now(), now()),
    (${randomUUID()}, ${staffId}, 'Safari, iOS', now(), now())`;

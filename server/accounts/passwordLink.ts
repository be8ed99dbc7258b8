import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { passwordLinkKinds } from '#db/schema/words.ts';
import { staffArea } from '#server/access/areas.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import type { Write, WriteCtx } from '#server/kernel/write.ts';
import { passwordLinkMs } from './rules.ts';

export type PasswordLinkKind = (typeof passwordLinkKinds)[number];

/** A link to set a password. What it opens is made of the nonce and the server's secret, and is kept nowhere. */
export interface PasswordLink {
  nonce: string;
  kind: PasswordLinkKind;
  /** Epoch ms. */
  expiresAt: number;
}

type Tokens = Pick<Ctx, 'tokens'>;

const tokenOf = ({ tokens }: Tokens, staffId: string, nonce: string) =>
  tokens.make('password-link', `${staffId} ${nonce}`, 1);

/** Makes a link for somebody; the one that they had opens nothing any more. Part of a write. */
export async function makePasswordLink(
  w: Write<WriteCtx & Tokens>,
  staffId: string,
  kind: PasswordLinkKind,
): Promise<PasswordLink> {
  const nonce = randomUUID();
  const hash = hashToken(tokenOf(w.ctx, staffId, nonce));
  const expiresAt = w.ctx.clock.now() + passwordLinkMs[kind];
  await w.tx`
    insert into password_links (staff_id, nonce, token_hash, kind, expires_at)
    values (${staffId}, ${nonce}, ${hash}, ${kind}, ${new Date(expiresAt).toISOString()})
    on conflict (staff_id) do update
    set nonce = excluded.nonce, token_hash = excluded.token_hash, kind = excluded.kind, expires_at = excluded.expires_at`;
  mailPasswordLink(w, staffId, kind);
  // Whoever asked for one has it now.
  await w.tx`delete from password_requests where staff_id = ${staffId}`;
  return { nonce, kind, expiresAt };
}

/** Puts into the outbox that somebody gets the link that stands, whichever that is when it is sent. */
export const mailPasswordLink = (w: Write<WriteCtx>, staffId: string, kind: PasswordLinkKind): void =>
  w.message({
    kind: kind === 'invitation' ? 'account-invitation' : 'password-link',
    channel: 'email',
    to: { kind: 'staff', id: staffId },
    about: { kind: 'account', id: staffId },
    version: Date.parse(w.now),
  });

/** The address of a link, to hand over. */
export const passwordLinkUrl = (
  ctx: Tokens & { publicUrl: string },
  staffId: string,
  nonce: string,
): string => `${ctx.publicUrl}${staffArea.setPassword}/${tokenOf(ctx, staffId, nonce)}`;

/** The address of a link that was just made; null once it was used, replaced or is over. */
export async function readPasswordLink(
  ctx: Ctx & { publicUrl: string },
  staffId: string,
  nonce: string,
): Promise<string | null> {
  may(ctx, 'people.save');
  return (await readPasswordLinks(ctx, [{ id: staffId, nonce }])).get(staffId) ?? null;
}

const standingSchema = z.array(z.object({ id: z.uuid(), nonce: z.uuid() }));

/** The addresses of links that were just made, by whose they are; without those that were used, replaced or are over. */
export async function readPasswordLinks(
  ctx: Ctx & { publicUrl: string },
  made: readonly { id: string; nonce: string }[],
): Promise<Map<string, string>> {
  may(ctx, 'people.save');
  const rows = await ctx.sql`
    select staff_id as id, nonce from password_links
    where nonce = any(${made.map(({ nonce }) => nonce)}) and expires_at > ${new Date(ctx.clock.now()).toISOString()}`;
  const standing = standingSchema.parse([...rows]);
  const same = made.filter(({ id, nonce }) => standing.some((one) => one.id === id && one.nonce === nonce));
  return new Map(same.map(({ id, nonce }) => [id, passwordLinkUrl(ctx, id, nonce)]));
}

const openedSchema = z.object({
  id: z.uuid(),
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  kind: z.enum(passwordLinkKinds),
});
/** Whose password a link sets. */
export type OpenedLink = z.output<typeof openedSchema>;

/** Whose password a link sets; undefined when it is unknown, used, replaced, over, or of somebody who left. */
export async function openPasswordLink(ctx: Ctx, token: string): Promise<OpenedLink | undefined> {
  may(ctx, 'password.set');
  const [row] = await ctx.sql`
    select staff.id, first_name as "firstName", last_name as "lastName", email, kind
    from password_links join staff on staff.id = staff_id
    where token_hash = ${hashToken(token)} and expires_at > ${new Date(ctx.clock.now()).toISOString()} and active`;
  return row && openedSchema.parse(row);
}

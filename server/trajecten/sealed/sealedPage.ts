import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { handoverParts, handoverStates } from '#db/schema/words.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { storedInstant } from '#server/kernel/storedInstant.ts';
import { hashToken, looksLikeToken, type Tokens } from '#server/kernel/tokens.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from '../context.ts';
import { codeDigits, type SealedState, sealedState } from './rules.ts';

/** What opens the page of an overdracht, together with its code. It can be said again, and is not stored. */
export const sealedToken = ({ tokens }: { tokens: Tokens }, id: string, generation: number): string =>
  tokens.make('handover', id, generation);

/** The page that the link opens, below the address of the site. */
export const sealedPath = (token: string): string => `/overdracht/${token}`;

/** What is stored of a code: who reads the database alone cannot try all codes. */
export const hashCode = (
  { tokens }: { tokens: Tokens },
  { id, generation, code }: { id: string; generation: number; code: string },
): string => hashToken(tokens.make('handover-code', `${id} ${code}`, generation));

/** A code to be told by another way than the link: digits, of which the first may be 0. */
export const makeCode = (): string => String(randomInt(10 ** codeDigits)).padStart(codeDigits, '0');

const rowSchema = z.object({
  id: z.uuid(),
  traject: z.uuid(),
  state: z.enum(handoverStates),
  offeredBy: z.uuid(),
  to: z.string(),
  parts: z.array(z.enum(handoverParts)),
  expiresAt: storedInstant,
  wrongCodes: z.number().int(),
  generation: z.number().int(),
  codeHash: z.string(),
  settledName: z.string().nullable(),
  settledFunction: z.string().nullable(),
  owner: z.uuid(),
  isStillTheirs: z.boolean(),
  isClosed: z.boolean(),
});
/** An overdracht with a sealed page, and how its traject stands; instants are epoch ms. */
export type SealedRow = z.output<typeof rowSchema> & { now: SealedState };

/** The overdracht that a link opens, whatever became of it. */
export async function findSealed(ctx: Ctx, token: string): Promise<{ ok: true; row: SealedRow } | NotFound> {
  if (!looksLikeToken(token)) return { ok: false, error: 'not-found' };
  const [found] = await ctx.sql`
    select h.id, h.traject_id as traject, h.state, h.offered_by as "offeredBy", h.to_outside as to, to_json(h.parts) as parts,
      h.expires_at as "expiresAt", h.wrong_codes as "wrongCodes", h.generation,
      h.code_hash as "codeHash", h.settled_name as "settledName", h.settled_function as "settledFunction",
      t.owner_id as owner, t.closed_at is not null as "isClosed",
      t.closed_at is null and t.joined_into_id is null and t.owner_id = h.offered_by as "isStillTheirs"
    from handovers h join trajecten t on t.id = h.traject_id
    where h.token_hash = ${hashToken(token)} and t.wiped_at is null`;
  if (found === undefined) return { ok: false, error: 'not-found' };
  const row = rowSchema.parse(found);
  return { ok: true, row: { ...row, now: sealedState(row, ctx.clock.now()) } };
}

/** The same with its traject locked, as everybody does who changes one or the other; so a part of a write. */
export async function lockSealed(
  w: Write<Ctx>,
  token: string,
): Promise<{ ok: true; row: SealedRow } | NotFound> {
  if (!looksLikeToken(token)) return { ok: false, error: 'not-found' };
  await w.tx`
    select from trajecten where id = (select traject_id from handovers where token_hash = ${hashToken(token)}) for update`;
  return findSealed(w.ctx, token);
}

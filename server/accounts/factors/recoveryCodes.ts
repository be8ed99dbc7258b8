import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { isConfirmed } from './confirmPassword.ts';
import { recoveryCodeCount, recoverySheetMs } from './rules.ts';

/** Without the signs that look alike: `i l o 0 1`. */
const signs = 'abcdefghjkmnpqrstuvwxyz23456789';
const half = 5;

const newHalf = () => Array.from({ length: half }, () => signs[randomInt(signs.length)]).join('');
/** `k7w2p-hx4ne`: 49 random bits, too many to guess while each wrong one makes the next wait. */
const newCode = () => `${newHalf()}-${newHalf()}`;

/** As it is stored: a keyed hash, so that a stolen table tells nothing. Capitals, spaces and dashes do not matter. */
const hashOf = ({ tokens }: Pick<Ctx, 'tokens'>, staffId: string, code: string) =>
  tokens.make('recovery-code', `${staffId} ${code.toLowerCase().replace(/[^a-z0-9]/g, '')}`, 1);

/** Makes ten new codes; the ones of before open nothing any more. They are shown to this session alone. Part of a write. */
export async function makeRecoveryCodes(w: Write<Ctx>, staffId: string, session: string): Promise<void> {
  const codes = Array.from({ length: recoveryCodeCount }, newCode);
  const hashes = codes.map((code) => hashOf(w.ctx, staffId, code));
  await w.tx`delete from recovery_codes where staff_id = ${staffId}`;
  await w.tx`insert into recovery_codes (hash, staff_id) select unnest(${hashes}::text[]), ${staffId}`;
  const sealed = w.ctx.seals.seal('recovery-sheet', session, codes.join('\n'));
  const until = new Date(w.ctx.clock.now() + recoverySheetMs).toISOString();
  await w.tx`
    insert into recovery_sheets (staff_id, session_id, sealed_codes, expires_at)
    values (${staffId}, ${session}, ${sealed}, ${until})
    on conflict (staff_id) do update
    set session_id = excluded.session_id, sealed_codes = excluded.sealed_codes, expires_at = excluded.expires_at`;
  w.record({ about: { kind: 'casemanager', id: staffId }, what: 'recovery-codes-made' });
}

/** Uses up a code; false for one that is not theirs, or was used before. Part of a write. */
export async function useRecoveryCode(w: Write<Ctx>, staffId: string, code: string): Promise<boolean> {
  const used = await w.tx`
    delete from recovery_codes where hash = ${hashOf(w.ctx, staffId, code)} and staff_id = ${staffId} returning hash`;
  if (used.length > 0) w.record({ about: { kind: 'casemanager', id: staffId }, what: 'recovery-code-used' });
  return used.length > 0;
}

const sheetSchema = z.object({ sealed: z.string() });

/** The codes that were just made, to write down: in the session that made them, until it says so. Null when there are none. */
export async function readRecoverySheet(ctx: Ctx): Promise<string[] | null> {
  const { id, session } = may(ctx, 'account.read').staff;
  const [row] = await ctx.sql`
    select sealed_codes as sealed from recovery_sheets
    where staff_id = ${id} and session_id = ${session} and expires_at > ${new Date(ctx.clock.now()).toISOString()}`;
  if (!row) return null;
  const codes = ctx.seals.open('recovery-sheet', session, sheetSchema.parse(row).sealed);
  return codes === null ? null : codes.split('\n');
}

/** They were written down: nobody sees them again. */
export async function keepRecoverySheet(ctx: Ctx): Promise<void> {
  const { id } = may(ctx, 'account.change').staff;
  await write(ctx, (w) => w.tx`delete from recovery_sheets where staff_id = ${id}`);
}

export type RenewCodesResult = { ok: true } | { ok: false; error: 'unconfirmed' | 'no-factor' };

/** Ten new recovery codes for who just gave their password again, and has a factor that they stand in for. */
export async function renewRecoveryCodes(ctx: Ctx): Promise<RenewCodesResult> {
  const { id, session } = may(ctx, 'account.change').staff;
  return write(ctx, async (w): Promise<RenewCodesResult> => {
    await w.tx`select from staff where id = ${id} for no key update`;
    if (!(await isConfirmed(w, session))) return { ok: false, error: 'unconfirmed' };
    const factors = await w.tx`select from sign_in_factors where staff_id = ${id} limit 1`;
    if (factors.length === 0) return { ok: false, error: 'no-factor' };
    await makeRecoveryCodes(w, id, session);
    return { ok: true };
  });
}

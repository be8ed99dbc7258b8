import { z } from 'zod';
import { handoverTalks } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { viewed } from '#server/access/viewed.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { type Write, write } from '#server/kernel/write.ts';
import type { Ctx } from '../context.ts';
import { wordsOf } from '../sentWords.ts';
import { readShared, type Shared } from '../shared.ts';
import { isReadable, type SealedState } from './rules.ts';
import type { CodeInput } from './schema.ts';
import { findSealed, lockSealed, type SealedRow } from './sealedPage.ts';
import { tryCode, type WrongCode } from './tryCode.ts';

/** What a sealed page says before its code was given, and to whoever has its link: nothing of a jongere. */
export interface SealedFront {
  state: SealedState;
  /** A right code opens it: while it is open, and for who accepted until it expires. */
  isReadable: boolean;
  /** Epoch ms. */
  until: number;
}

/** How a sealed page stands. Looking changes nothing: the programs that open links in mails open nothing by it. */
export async function readSealed(
  ctx: Ctx,
  token: string,
): Promise<{ ok: true; front: SealedFront } | NotFound> {
  may(ctx, 'handover.sealed');
  const found = await findSealed(ctx, token);
  if (!found.ok) return found;
  const { row } = found;
  const front = { state: row.now, isReadable: isReadable(row, ctx.clock.now()), until: row.expiresAt };
  return { ok: true, front };
}

const aboutSchema = z.object({
  by: z.string(),
  email: z.string(),
  reason: z.string(),
  talk: z.enum(handoverTalks).nullable(),
  talkOn: z.string().nullable(),
});

/** All that somebody reads who has link and code. */
export interface Sealed extends z.output<typeof aboutSchema>, Shared {
  to: string;
  state: 'offered' | 'accepted';
  /** Epoch ms. */
  until: number;
}

export type Opened = { ok: true; sealed: Sealed } | NotFound | WrongCode;

/**
 * Opens a sealed page with its code. It is made of the traject as it stands now, with the parts that the jongere agreed to: there is no
 * copy that stays behind when it is withdrawn. Each opening is noted, and what went out of verslagen stays in its words.
 */
export function openSealed(ctx: Ctx, token: string, { code }: CodeInput): Promise<Opened> {
  may(ctx, 'handover.sealed');
  return write<Opened, Ctx>(ctx, async (w) => {
    const found = await lockSealed(w, token);
    if (!found.ok) return found;
    const { row } = found;
    const wrong = await tryCode(w, row, code, { note: 'each-opening' });
    if (wrong) return wrong;
    const shared = await readShared(w.ctx, row.traject, row.parts);
    await noteSent(w, row, shared);
    w.record({ about: { kind: 'traject', id: row.traject }, what: 'handover-opened' });
    viewed(ctx, 'handover.sealed', { kind: 'traject', id: row.traject });
    return { ok: true, sealed: { ...(await readAbout(w, row)), ...shared } };
  });
}

/** The same for who is on it already, and sent a form that was not accepted: no opening of its own. */
export async function readOpened(ctx: Ctx, token: string, { code }: CodeInput): Promise<Opened> {
  may(ctx, 'handover.sealed');
  return write<Opened, Ctx>(ctx, async (w) => {
    const found = await lockSealed(w, token);
    if (!found.ok) return found;
    const wrong = await tryCode(w, found.row, code, { note: 'wrong-ones' });
    if (wrong) return wrong;
    const shared = await readShared(w.ctx, found.row.traject, found.row.parts);
    viewed(ctx, 'handover.sealed', { kind: 'traject', id: found.row.traject });
    return { ok: true, sealed: { ...(await readAbout(w, found.row)), ...shared } };
  });
}

async function readAbout(w: Write<Ctx>, row: SealedRow) {
  const [about] = await w.tx`
    select giver.first_name || ' ' || giver.last_name as by, giver.email, h.reason, h.talk, h.talk_on::text as "talkOn"
    from handovers h join staff giver on giver.id = h.offered_by where h.id = ${row.id}`;
  const state = row.state === 'accepted' ? ('accepted' as const) : ('offered' as const);
  return { ...aboutSchema.parse(about), to: row.to, state, until: row.expiresAt };
}

/** Keeps the words of each verslag in which it was shown, once. */
async function noteSent(w: Write<Ctx>, row: SealedRow, { verslagen }: Shared): Promise<void> {
  for (const { id, facts, reasons, agreements } of verslagen ?? []) {
    const words = wordsOf('verslag', { facts, reasons, agreements });
    if (words === '') continue;
    await w.tx`
      insert into traject_sent (note_id, at, staff_id, audience, way, organisation_id, words)
      select ${id}, ${w.now}, ${row.offeredBy}, 'woongemeente', 'sealed-page', null, ${words}
      where not exists (
        select from traject_sent where note_id = ${id} and way = 'sealed-page' and words = ${words})`;
  }
}

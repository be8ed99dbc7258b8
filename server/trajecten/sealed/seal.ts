import { dayMs } from '#server/kernel/time.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import type { Write } from '#server/kernel/write.ts';
import { settingsIn } from '#server/roster/rosterIn.ts';
import type { Ctx } from '../context.ts';
import { hashCode, makeCode, sealedToken } from './sealedPage.ts';

/** The columns of a link and a code, and the code itself, which is said once. */
export async function seal(w: Write<Ctx>, id: string, generation: number) {
  const settings = await settingsIn(w);
  const code = makeCode();
  return {
    code,
    columns: {
      generation,
      tokenHash: hashToken(sealedToken(w.ctx, id, generation)),
      codeHash: hashCode(w.ctx, { id, generation, code }),
      expiresAt: new Date(Date.parse(w.now) + settings.trajecten.sealedDays * dayMs),
      wrongCodes: 0,
    },
  };
}

/** Mails the link to whom it is for. */
export function sendLink(w: Write<Ctx>, id: string, generation: number): void {
  w.message({
    kind: 'handover-link',
    channel: 'email',
    to: { kind: 'outside' },
    about: { kind: 'handover', id },
    version: generation,
  });
}

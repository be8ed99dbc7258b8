import { createHash } from 'node:crypto';
import { logos } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Ctx as KernelCtx } from '#server/kernel/context.ts';
import { write } from '#server/kernel/write.ts';
import { safeLogo } from './safeLogo.ts';
import type { LogoFault } from './svgTree.ts';

export type Uploaded = { ok: true; hash: string } | { ok: false; error: LogoFault };

/**
 * Makes a logo safe and keeps it, so that it can be looked at and chosen. It is not shown to anybody else until then.
 * Refused by what is in it: see `LogoFault`.
 */
export async function uploadLogo(ctx: KernelCtx, bytes: Uint8Array): Promise<Uploaded> {
  may(ctx, 'configuration.save');
  const made = safeLogo(bytes);
  if (!made.ok) return made;
  const hash = hashOf(made.logo.content);
  return write(ctx, async (w) => {
    const tx = w.ctx.db;
    await tx
      .insert(logos)
      .values({ hash, ...made.logo, uploadedAt: new Date(w.now) })
      .onConflictDoUpdate({ target: logos.hash, set: { uploadedAt: new Date(w.now) } });
    w.record({ about: { kind: 'gemeente' }, what: 'logo-added' });
    return { ok: true, hash };
  });
}

/** The name under which a logo is kept: the SHA-256 of it, in hex. */
export const hashOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

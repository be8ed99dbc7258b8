import { eq } from 'drizzle-orm';
import { logos } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { write } from '#server/kernel/write.ts';
import { checkTheme, type ThemeFault } from '#server/looks/checkTheme.ts';
import type { Services as LooksServices } from '#server/looks/context.ts';
import { type Logo, logoSchema, type Theme, themeSchema } from '#server/settings/looks.ts';
import type { Ctx } from './context.ts';
import { readOne } from './read.ts';
import { type SaveResult, saveConfiguration } from './save.ts';

type LooksCtx = Ctx & Pick<LooksServices, 'grounds'>;

export type LooksResult =
  | SaveResult
  /** Words in these colours would not be seen well enough. */
  | { ok: false; error: 'contrast'; faults: ThemeFault[] }
  /** Nobody uploaded a logo of this name, or too long ago. */
  | { ok: false; error: 'logo-unknown' };

/** The theme and logo as they stand, with their version. */
export async function readLooks(ctx: Ctx): Promise<{ theme: Theme; logo: Logo | null; version: number }> {
  may(ctx, 'configuration.read');
  const found = await readOne(ctx, 'settings', 'looks');
  const value = found?.value ?? {};
  return {
    theme: themeSchema.parse(value.theme ?? {}),
    logo: logoSchema.nullable().parse(value.logo ?? null),
    version: found?.version ?? 0,
  };
}

/** Changes the colours, when each is seen well enough by day and by night (WCAG 2.2 AA). */
export async function saveTheme(ctx: LooksCtx, theme: Theme, version: number): Promise<LooksResult> {
  may(ctx, 'configuration.save');
  const faults = checkTheme(theme, ctx.grounds);
  if (faults.length > 0) return { ok: false, error: 'contrast', faults };
  const { logo } = await readLooks(ctx);
  return saveConfiguration(ctx, { kind: 'settings', id: 'looks', given: { theme, logo }, version });
}

/** Shows a logo that was uploaded before, or with null the one that ships. */
export async function chooseLogo(
  ctx: Ctx,
  chosen: Pick<Logo, 'hash' | 'alt'> | null,
  version: number,
): Promise<LooksResult> {
  may(ctx, 'configuration.save');
  return write<LooksResult, Ctx>(ctx, async (w) => {
    const logo = chosen && (await keepLogo(w.ctx.db, chosen));
    if (logo === undefined) return { ok: false, error: 'logo-unknown' };
    const { theme } = await readLooks(w.ctx);
    const given = { theme, logo };
    const saved = await saveConfiguration(w.ctx, { kind: 'settings', id: 'looks', given, version });
    return saved.ok ? saved : w.undo(saved);
  });
}

/** What is known of a logo that was uploaded; it stays from now on, so that a change can be undone to it. */
async function keepLogo(tx: Ctx['db'], { hash, alt }: Pick<Logo, 'hash' | 'alt'>): Promise<Logo | undefined> {
  const [row] = await tx
    .update(logos)
    .set({ chosen: true })
    .where(eq(logos.hash, hash))
    .returning({ type: logos.type, width: logos.width, height: logos.height });
  return row && { hash, ...row, alt };
}

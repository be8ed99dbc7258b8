import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx } from './context.ts';
import { longestIdleMs, longestSessionMs } from './rules.ts';

/** What holds for signing in, and no page changes. */
export interface SignInFacts {
  /** What the database is for: in that of a gemeente nobody who works with jongeren is without a second factor. */
  purpose: 'gemeente' | 'demo';
  longestSessionMs: number;
  longestIdleMs: number;
  /** The provider of single sign-on, as the environment names it; null without. Its secret is never shown. */
  provider: { issuer: string; clientId: string; recheckMs: number } | null;
}

const rowSchema = z.object({ demo: z.boolean() });

/** What a beheerder is told beside the settings of signing in. */
export async function readSignInFacts(ctx: Ctx): Promise<SignInFacts> {
  may(ctx, 'configuration.read');
  const [row] = await ctx.sql`
    select exists (select from database_purpose where purpose = 'demo') as demo`;
  const provider = ctx.sso?.provider;
  return {
    purpose: rowSchema.parse(row).demo ? 'demo' : 'gemeente',
    longestSessionMs,
    longestIdleMs,
    provider: provider
      ? { issuer: provider.issuer, clientId: provider.clientId, recheckMs: provider.recheckMs }
      : null,
  };
}

import { browserWords } from '#server/accounts/browserWords.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { askNewPasskey, takesPasskeys } from '#server/accounts/factors/passkeys.ts';
import { type AppSetUp, setUpApp } from '#server/accounts/factors/totp.ts';
import type { texts } from '../content/texts.ts';

/** What is needed to add a factor: a passkey, or an app. */
export interface FactorToAdd {
  /** What a browser is asked to make a passkey of, as JSON; null where no passkeys are made. */
  passkey: string | null;
  app: AppSetUp;
}

interface Owner {
  staffId: string;
  /** The id of the session, or of the sign-in that waits. */
  owner: string;
  email: string;
  name: string;
}

/** Something to add a factor with; `carried` is what a form carries of an app that was being set up. */
export async function offerFactor(
  ctx: Ctx & { publicUrl: string },
  { staffId, owner, email, name }: Owner,
  { municipality, carried }: { municipality: string; carried?: string | undefined },
): Promise<FactorToAdd> {
  // Before a gemeente says its name there is none.
  const site = `Doorstart ${municipality}`.trim();
  const asked = { owner, email, issuer: site };
  // What a form carries that is none of ours is as if nothing was carried.
  const app = (await setUpApp(ctx.seals, asked, carried)) ?? (await setUpApp(ctx.seals, asked));
  if (!app) throw new Error('expected a new secret to open');
  const passkey = takesPasskeys(ctx)
    ? JSON.stringify(await askNewPasskey(ctx, { staffId, owner }, { email, name, site }))
    : null;
  return { passkey, app };
}

/** What a factor is called until its owner calls it something else. */
export function nameOfNew(t: ReturnType<typeof texts>, kind: 'totp' | 'passkey', request: Request): string {
  const browser = kind === 'passkey' ? browserWords(request.headers.get('user-agent')) : '';
  return browser || t(`factor.kind.${kind}`);
}

import type { Clock } from '#server/kernel/clock.ts';
import { cookieNames } from '../rules.ts';
import { createTokenCookie, type TokenCookie } from '../tokenCookie.ts';
import { createProvider, type OidcConfig, type Provider } from './provider.ts';

export interface SingleSignOn {
  provider: Provider;
  /** Holds the word of a browser in which a sign-in is under way. */
  cookie: TokenCookie;
}

/** Made once per process: it remembers what the provider says of itself. */
export function createSingleSignOn(
  config: OidcConfig,
  { clock, secure }: { clock: Clock; secure: boolean },
): SingleSignOn {
  return {
    provider: createProvider(config, clock),
    // The provider leads the browser back from another site, which `Strict` would not count as ours.
    cookie: createTokenCookie(cookieNames(secure).singleSignOn, { secure, sameSite: 'Lax' }),
  };
}

import * as oidc from 'openid-client';
import type { Clock } from '#server/kernel/clock.ts';
import { type Claims, claimsSchema } from './claims.ts';

// The one file that knows openid-client.

/** The provider of single sign-on, as its operator gave it out; what claims mean is a setting of the gemeente. */
export interface OidcConfig {
  /** As the provider writes itself (OpenID Connect Discovery 1.0, 3). */
  issuer: string;
  clientId: string;
  clientSecret: string;
  scope: string;
  /** Ways of signing in of which the provider has to say that one was used; none asks for nothing. */
  acrValues: string[];
  /** How often the provider is asked whether somebody is still there. */
  recheckMinutes: number;
}

/** What an answer of the provider has to fit, so that it counts for one sign-in in one browser. */
export interface Expected {
  state: string;
  nonce: string;
  /** RFC 7636. */
  codeVerifier: string;
}

export interface Answer {
  claims: Claims;
  idToken: string;
  refreshToken: string | null;
}

/** Why there is no answer: the provider cannot be reached, or not in time; or it said no; or what came does not hold. */
export type Fault = 'away' | 'denied' | 'invalid';
export type Asked<T> = { ok: true; value: T } | { ok: false; error: Fault; reason: string };

/** The provider of single sign-on (OpenID Connect Core 1.0). Each answer comes within `patienceSeconds`, or is the fault `away`. */
export interface Provider {
  issuer: string;
  clientId: string;
  recheckMs: number;
  /** Ways of signing in of which one has to be used; empty when any will do. */
  acrValues: readonly string[];
  newExpected(): Expected;
  /** Where somebody signs in. */
  signInUrl(redirectUri: string, expected: Expected): Promise<Asked<string>>;
  /**
   * Who came back, by the address with which they did: state and issuer of the answer (RFC 9207), then the ID token, of which
   * signature, issuer, audience, nonce and time are checked.
   */
  takeAnswer(address: URL, expected: Expected): Promise<Asked<Answer>>;
  /** Asks whether somebody is still there. Claims are null where the provider says nothing new of them. */
  askAgain(refreshToken: string): Promise<Asked<{ claims: Claims | null; refreshToken: string | null }>>;
  /** Where somebody signs out (OpenID Connect RP-Initiated Logout 1.0); null when the provider has no such page. */
  signOutUrl(idToken: string, returnTo: string): Promise<string | null>;
}

/** Seconds for one question to the provider. A sign-in asks three at most: what it is, the tokens, its keys. */
export const patienceSeconds = 4;
/** Seconds that its clock may differ from ours. */
const toleranceSeconds = 10;
/** How long what the provider says of itself counts, and how soon it is asked again when it could not say. */
const metadataMs = 3_600_000;
const againMs = 60_000;

export function createProvider(config: OidcConfig, clock: Clock): Provider {
  let known: { configuration: oidc.Configuration; until: number } | null = null;
  let asking: Promise<oidc.Configuration> | null = null;

  async function discover(): Promise<oidc.Configuration> {
    const server = new URL(config.issuer);
    // Only a provider on this machine itself may do without https: see config.ts.
    const insecure = server.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
    const configuration = await oidc.discovery(
      server,
      config.clientId,
      { client_secret: config.clientSecret, [oidc.clockTolerance]: toleranceSeconds },
      undefined,
      { timeout: patienceSeconds, execute: [oidc.enableNonRepudiationChecks, ...insecure] },
    );
    const { issuer } = configuration.serverMetadata();
    // An issuer for all tenants (`common` of Entra ID) would let in whoever has an account anywhere.
    if (bare(issuer) !== bare(config.issuer)) throw new Error('expected the issuer of the settings');
    return configuration;
  }

  /** One question at a time, whoever waits for it. What was known stays good while it cannot be renewed. */
  async function configuration(): Promise<oidc.Configuration> {
    if (known && clock.now() < known.until) return known.configuration;
    asking ??= discover().finally(() => {
      asking = null;
    });
    try {
      const fresh = await asking;
      known = { configuration: fresh, until: clock.now() + metadataMs };
    } catch (error) {
      if (!known) throw error;
      known.until = clock.now() + againMs;
    }
    return known.configuration;
  }

  return {
    issuer: config.issuer,
    clientId: config.clientId,
    recheckMs: config.recheckMinutes * 60_000,
    acrValues: config.acrValues,
    newExpected: () => ({
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      codeVerifier: oidc.randomPKCECodeVerifier(),
    }),
    signInUrl: (redirectUri, { state, nonce, codeVerifier }) =>
      asked(async () => {
        const known = await configuration();
        const parameters = {
          redirect_uri: redirectUri,
          scope: config.scope,
          response_mode: 'query',
          state,
          nonce,
          code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
          code_challenge_method: 'S256',
        };
        const acr = config.acrValues.length > 0 ? { acr_values: config.acrValues.join(' ') } : {};
        return oidc.buildAuthorizationUrl(known, { ...parameters, ...acr }).href;
      }),
    takeAnswer: (address, { state, nonce, codeVerifier }) =>
      asked(async () => {
        const tokens = await oidc.authorizationCodeGrant(await configuration(), address, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
          idTokenExpected: true,
        });
        const { id_token: idToken = '', refresh_token: refreshToken = null } = tokens;
        return { claims: claimsSchema.parse(tokens.claims()), idToken, refreshToken };
      }),
    askAgain: (refreshToken) =>
      asked(async () => {
        const tokens = await oidc.refreshTokenGrant(await configuration(), refreshToken);
        const claims = tokens.claims();
        return {
          claims: claims ? claimsSchema.parse(claims) : null,
          refreshToken: tokens.refresh_token ?? null,
        };
      }),
    async signOutUrl(idToken, returnTo) {
      const url = await asked(async () => {
        const known = await configuration();
        if (known.serverMetadata().end_session_endpoint === undefined) return null;
        const parameters = { id_token_hint: idToken, post_logout_redirect_uri: returnTo };
        return oidc.buildEndSessionUrl(known, parameters).href;
      });
      return url.ok ? url.value : null;
    },
  };
}

const bare = (issuer: string) => issuer.replace(/\/$/, '');

async function asked<T>(ask: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { ok: true, value: await ask() };
  } catch (error) {
    return { ok: false, ...faultOf(error) };
  }
}

/** Words of OAuth (RFC 6749 4.1.2.1) that mean: not now. */
const passing = ['server_error', 'temporarily_unavailable'];
/** That a person, or the provider about a person, said no. */
const denials = [
  'access_denied',
  'invalid_grant',
  'login_required',
  'interaction_required',
  'consent_required',
];
/** Codes of openid-client for an answer that is none of OpenID Connect: a proxy or another program answers in its place. */
const noAnswers = [
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
];

/** What went wrong, in words of code only: nothing of what the provider sent goes into a log. */
function faultOf(error: unknown): { error: Fault; reason: string } {
  if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError) {
    const reason = /^[a-z_]{1,40}$/.test(error.error) ? error.error : 'refused-by-provider';
    if (passing.includes(reason)) return { error: 'away', reason };
    return { error: denials.includes(reason) ? 'denied' : 'invalid', reason };
  }
  const code = error instanceof oidc.ClientError ? error.code : undefined;
  if (noAnswers.includes(code ?? '') || isOfNetwork(error))
    return { error: 'away', reason: code ?? 'network' };
  return { error: 'invalid', reason: code ?? (error instanceof Error ? error.name : 'unknown') };
}

/** Whether a request broke off: `fetch` says so by a TypeError without a code, or by a timeout, also below another error. */
function isOfNetwork(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const isTimeout = error instanceof DOMException && ['TimeoutError', 'AbortError'].includes(error.name);
  return isTimeout || (error instanceof TypeError && !('code' in error)) || isOfNetwork(error.cause);
}

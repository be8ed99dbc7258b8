import { createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import Provider, { type Configuration, interactionPolicy } from 'oidc-provider';
import { z } from 'zod';

// A real provider of OpenID Connect, as a gemeente has one: people, what is claimed of them, a page to sign in, and faults.

export interface PersonThere {
  sub: string;
  claims: Record<string, unknown>;
}

export const client = { id: 'doorstart', secret: 'een-geheim-van-de-tests-alleen' };

interface Options {
  /** The addresses of our side, without a slash at the end. */
  siteUrls: readonly string[];
  people: readonly PersonThere[];
}

type Payload = Record<string, unknown>;
/** What becomes of an ID token before it is sent: another payload, signed by whom, and how. */
export interface Forged {
  payload?: (payload: Payload) => Payload;
  by?: 'stranger' | 'nobody' | 'secret';
}

export type OidcProvider = Awaited<ReturnType<typeof startOidcProvider>>;

const makeKeys = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

/** Starts a provider on loopback. */
export async function startOidcProvider({ siteUrls, people }: Options) {
  const accounts = new Map(people.map(({ sub, claims }) => [sub, claims]));
  const keys = makeKeys();
  const stranger = makeKeys();
  const kid = 'of-tests';
  let forged: Forged | null = null;
  let hangs: string | null = null;
  let acr: string | undefined;
  const asked: string[] = [];

  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  const { port } = address;
  const issuer = `http://127.0.0.1:${port}`;

  const configuration: Configuration = {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        token_endpoint_auth_method: 'client_secret_post',
        grant_types: ['authorization_code', 'refresh_token'],
        redirect_uris: siteUrls.map((url) => `${url}/medewerker/inloggen/sso/terug`),
        post_logout_redirect_uris: siteUrls.map((url) => `${url}/medewerker/inloggen/sso/uitgelogd`),
      },
    ],
    jwks: { keys: [{ ...keys.privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }] },
    cookies: { keys: [randomUUID()] },
    pkce: { required: () => true },
    // As Entra ID and Keycloak do: what is known of somebody is in the ID token, and there is a refresh token without a question.
    conformIdTokenClaims: false,
    issueRefreshToken: async () => true,
    rotateRefreshToken: true,
    scopes: ['openid', 'profile', 'email'],
    claims: {
      openid: ['sub', 'sid', 'acr'],
      profile: ['given_name', 'family_name', 'groups', 'realm_access'],
      email: ['email', 'email_verified', 'xms_edov'],
    },
    acrValues: ['twee-factoren'],
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        logoutSource: async (ctx, form) => {
          ctx.body = `<!doctype html><html lang="nl"><title>Werkaccount</title><main><h1>Uitloggen</h1>${form}
            <button type="submit" form="op.logoutForm" name="logout" value="yes">Overal uitloggen</button></main></html>`;
        },
      },
    },
    interactions: { url: (_ctx, { uid }) => `/inloggen/${uid}`, policy: interactionPolicy.base() },
    findAccount: (_ctx, sub) => {
      const claims = accounts.get(sub);
      return claims && { accountId: sub, claims: () => ({ ...claims, sub }) };
    },
    loadExistingGrant: async ({ oidc: { client, session, provider: here } }) => {
      const known = client && session?.grantIdFor(client.clientId);
      const grant =
        (known && (await here.Grant.find(known))) ||
        new here.Grant({ clientId: client?.clientId, accountId: session?.accountId });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
    renderError: (ctx, { error }) => {
      ctx.body = error;
    },
    ttl: {
      Interaction: 600,
      Session: 3600,
      Grant: 3600,
      IdToken: 600,
      AccessToken: 600,
      AuthorizationCode: 60,
      RefreshToken: 3600,
    },
  };
  const provider = new Provider(issuer, configuration);
  provider.use(async (ctx, next) => {
    await next();
    const tokens = z.looseObject({ id_token: z.string() }).safeParse(ctx.body);
    if (ctx.path !== '/token' || !tokens.success || !forged) return;
    ctx.body = { ...tokens.data, id_token: forge(tokens.data.id_token, forged) };
  });

  function forge(token: string, { payload = (same) => same, by }: Forged): string {
    const [head = '', body = ''] = token.split('.');
    const parse = (part: string): Payload =>
      z.record(z.string(), z.unknown()).parse(JSON.parse(Buffer.from(part, 'base64url').toString()));
    const write = (part: Payload) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const alg = by === 'nobody' ? 'none' : by === 'secret' ? 'HS256' : 'RS256';
    const text = `${write({ ...parse(head), alg })}.${write(payload(parse(body)))}`;
    const rsa = (key: KeyObject) => sign('sha256', Buffer.from(text), key).toString('base64url');
    if (by === 'nobody') return `${text}.`;
    if (by === 'secret')
      return `${text}.${createHmac('sha256', client.secret).update(text).digest('base64url')}`;
    return `${text}.${rsa(by === 'stranger' ? stranger.privateKey : keys.privateKey)}`;
  }

  const callback = provider.callback();
  /** The page on which somebody says who they are: no password is asked. */
  async function signIn(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (req.method !== 'POST') {
      const buttons = [...accounts.keys()].map((sub) => `<button name="sub" value="${sub}">${sub}</button>`);
      res.setHeader('Content-Type', 'text/html; charset=utf-8');
      res.end(`<!doctype html><html lang="nl"><title>Werkaccount</title><main><h1>Werkaccount</h1>
        <form method="post">${buttons.join('')}<button name="sub" value="">Stoppen</button></form></main></html>`);
      return;
    }
    let sent = '';
    for await (const piece of req.setEncoding('utf8')) sent += piece;
    const sub = new URLSearchParams(sent).get('sub') ?? '';
    const login = { accountId: sub, ...(acr !== undefined && { acr }) };
    await provider.interactionFinished(req, res, sub === '' ? { error: 'access_denied' } : { login });
  }

  server.on('request', async (req, res) => {
    const path = new URL(req.url ?? '/', issuer).pathname;
    asked.push(path);
    if (hangs !== null && path.startsWith(hangs)) return;
    await (path.startsWith('/inloggen/') ? signIn(req, res) : callback(req, res));
  });

  return {
    issuer,
    siteUrls,
    /** Paths of the requests so far. */
    asked,
    /** The settings with which our side finds it. */
    config: {
      issuer,
      clientId: client.id,
      clientSecret: client.secret,
      scope: 'openid profile email',
      acrValues: [] as string[],
      recheckMinutes: 15,
    },
    setClaims: (sub: string, claims: Record<string, unknown>) => void accounts.set(sub, claims),
    /** Somebody is not known here any more. */
    forget: (sub: string) => void accounts.delete(sub),
    /** How people sign in from now on. */
    signsInBy: (how: string | undefined) => {
      acr = how;
    },
    forge: (how: Forged | null) => {
      forged = how;
    },
    /** Requests to paths that begin so are taken, and never answered; null ends that. */
    hang: (path: string | null) => {
      hangs = path;
    },
    async stop(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
    async start(): Promise<void> {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
      await wait(0);
    },
  };
}

/** Somebody's browser at the provider: keeps its cookies, and follows where it is led, up to our side. */
export function browserThere() {
  const jar = new Map<string, string>();
  const ask = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', ...init, headers: { cookie, ...init.headers } });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';', 1);
      const [name = '', value = ''] = pair.split(/=(.*)/s, 2);
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  };
  return {
    /** Signs in as somebody, with an empty `sub` stops; gives the address to which the provider leads back. */
    async signIn(url: string, sub: string): Promise<URL> {
      let at = url;
      for (let steps = 0; steps < 10; steps += 1) {
        const isPage = new URL(at).pathname.startsWith('/inloggen/');
        const form = isPage ? { method: 'POST', body: new URLSearchParams({ sub }) } : {};
        const response = await ask(at, form);
        const to = response.headers.get('location');
        if (to === null)
          throw new Error(`the provider answered ${response.status}: ${await response.text()}`);
        const next = new URL(to, at);
        if (next.origin !== new URL(url).origin) return next;
        at = next.href;
      }
      throw new Error('the provider leads on without end');
    },
  };
}

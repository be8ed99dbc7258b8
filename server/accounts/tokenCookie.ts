import { randomBytes } from 'node:crypto';

/** A cookie that holds a token of 43 characters of base64url, out of reach of scripts and of other sites. */
export interface TokenCookie {
  name: string;
  /** A new token: 256 random bits. */
  makeToken(): string;
  tokenIn(cookieHeader: string | null | undefined): string | null;
  /** The value of a `Set-Cookie` header that brings a token for so long. */
  cookie(token: string, lastsMs: number): string;
  /** One that takes it away. */
  emptyCookie(): string;
}

export function createTokenCookie(
  name: string,
  { secure, sameSite = 'Strict' }: { secure: boolean; sameSite?: 'Strict' | 'Lax' },
): TokenCookie {
  const write = (value: string, seconds: number) =>
    [
      `${name}=${value}`,
      'Path=/',
      'HttpOnly',
      `SameSite=${sameSite}`,
      `Max-Age=${seconds}`,
      ...(secure ? ['Secure'] : []),
    ].join('; ');
  return {
    name,
    makeToken: () => randomBytes(32).toString('base64url'),
    tokenIn(cookieHeader) {
      for (const part of (cookieHeader ?? '').split(';')) {
        const [key, value = ''] = part.trim().split('=', 2);
        if (key === name && /^[A-Za-z0-9_-]{43}$/.test(value)) return value;
      }
      return null;
    },
    cookie: (token, lastsMs) => write(token, Math.floor(lastsMs / 1000)),
    emptyCookie: () => write('', 0),
  };
}

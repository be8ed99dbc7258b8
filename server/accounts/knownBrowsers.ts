import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Tokens } from '#server/kernel/tokens.ts';
import { cookieNames, knownBrowserMs } from './rules.ts';

/**
 * Browsers in which somebody signed in before. Each has attempts of its own, so that nobody elsewhere can keep the owner of
 * an account out (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"). The cookie opens nothing.
 */
export interface KnownBrowsers {
  /** The browser's own random word, when the cookies of a request say that this account was signed in to with it. */
  find(cookieHeader: string | null | undefined, staffId: string): string | null;
  /** The value of a `Set-Cookie` header that makes a browser known; the same browser keeps its word. */
  cookie(staffId: string, browser: string | null): string;
}

const shape = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{32})$/;

export function createKnownBrowsers(tokens: Tokens, { secure }: { secure: boolean }): KnownBrowsers {
  const name = cookieNames(secure).knownBrowser;
  const sign = (staffId: string, browser: string) => tokens.make('known-browser', `${staffId} ${browser}`, 1);

  return {
    find(cookieHeader, staffId) {
      for (const part of (cookieHeader ?? '').split(';')) {
        const [key, value = ''] = part.trim().split('=', 2);
        const [, browser, signature] = (key === name && shape.exec(value)) || [];
        if (browser === undefined || signature === undefined) continue;
        const expected = Buffer.from(sign(staffId, browser));
        if (timingSafeEqual(expected, Buffer.from(signature))) return browser;
      }
      return null;
    },
    cookie(staffId, known) {
      const browser = known ?? randomBytes(16).toString('base64url');
      const attributes = ['Path=/', 'HttpOnly', 'SameSite=Strict', `Max-Age=${knownBrowserMs / 1000}`];
      if (secure) attributes.push('Secure');
      return [`${name}=${browser}.${sign(staffId, browser)}`, ...attributes].join('; ');
    },
  };
}

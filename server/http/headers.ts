import type { ServerResponse } from 'node:http';

/** What every answer says to the browser. Pages get their Content-Security-Policy from Astro beside this. */
export function setSecurityHeaders(res: ServerResponse, https: boolean): void {
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('X-Frame-Options', 'DENY');
  // Tokens are in addresses, and a proxy may write down the Referer of our own pages: it says the site and no more. Not
  // `no-referrer`: browsers then send `Origin: null` with our own forms.
  res.setHeader('Referrer-Policy', 'strict-origin');
  res.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  res.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  res.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=()');
  if (https) res.setHeader('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
}

/** For answers that are no page of ours: nothing in them may run or load. */
export const closedPolicy = "default-src 'none'; frame-ancestors 'none'";

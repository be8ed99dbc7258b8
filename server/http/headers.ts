import type { ServerResponse } from 'node:http';

/** Security headers of every response. Pages also get a Content-Security-Policy from Astro. */
export function setSecurityHeaders(res: ServerResponse, https: boolean): void {
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('X-Frame-Options', 'DENY');
  // Addresses contain tokens and a proxy may log the Referer, so it is limited to the origin. Not
  // `no-referrer`: browsers then send `Origin: null` with our own forms.
  res.setHeader('Referrer-Policy', 'strict-origin');
  res.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  res.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  res.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=()');
  if (https) res.setHeader('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
}

/** Content-Security-Policy of responses that are not pages: nothing may run or load. */
export const closedPolicy = "default-src 'none'; frame-ancestors 'none'";

/** In a mail nothing runs and nothing is fetched; its styles stand at its elements. Only our own page frames it. */
const policy = (sandbox: string) =>
  `default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox ${sandbox}`;

/** The HTML of a mail for a frame, which allows no more than what is given here (values of `sandbox`). */
export const mailAnswer = (html: string, sandbox: string): Response =>
  new Response(html, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy(sandbox),
      'X-Frame-Options': 'SAMEORIGIN',
      'Cache-Control': 'no-store',
    },
  });

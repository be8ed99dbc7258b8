/** Version, trace and span of who calls, flags; a later version may have more behind these. */
const form = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(-.*)?$/;

/**
 * The trace and span that a header `traceparent` says, as `TRACE-SPAN`; null for none and for one that is wrong, as if it was not
 * there (W3C Trace Context 1, 3.2).
 */
export function readTraceparent(header: string | string[] | undefined): string | null {
  if (typeof header !== 'string') return null;
  const [, version, trace, span, more] = form.exec(header) ?? [];
  if (version === undefined || (version === '00' && more !== undefined)) return null;
  return `${trace}-${span}`;
}

/**
 * An upper bound of the number of fields in a posted form, from its bytes in one pass, without parsing. Stops at `enough`. `contentType` is the header as it came (WHATWG URL 5.1 for urlencoded, RFC 7578 for multipart); 0 for an empty body.
 */
export function countFields(body: Buffer, contentType: string, enough = Number.POSITIVE_INFINITY): number {
  if (body.length === 0) return 0;
  const boundary = /^\s*multipart\/form-data\b.*?;\s*boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  return boundary === undefined ? 1 + count(body, '&', enough - 1) : count(body, `--${boundary}`, enough);
}

function count(body: Buffer, separator: string, enough: number): number {
  const bytes = Buffer.from(separator, 'latin1');
  let found = 0;
  let at = body.indexOf(bytes);
  while (at !== -1 && found < enough) {
    found += 1;
    at = body.indexOf(bytes, at + bytes.length);
  }
  return found;
}

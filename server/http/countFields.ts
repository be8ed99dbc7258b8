/**
 * How many fields a posted form has at the most, told from its bytes without parsing it: one pass, whatever is in it.
 * `contentType` is the header as it came (WHATWG URL 5.1 for urlencoded, RFC 7578 for multipart); 0 for an empty body.
 */
export function countFields(body: Buffer, contentType: string): number {
  if (body.length === 0) return 0;
  const boundary = /^\s*multipart\/form-data\b.*?;\s*boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  return boundary === undefined ? 1 + count(body, '&') : count(body, `--${boundary}`);
}

function count(body: Buffer, separator: string): number {
  const bytes = Buffer.from(separator, 'latin1');
  let found = 0;
  for (let at = body.indexOf(bytes); at !== -1; at = body.indexOf(bytes, at + bytes.length)) found += 1;
  return found;
}

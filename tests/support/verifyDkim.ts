import { createHash, createVerify, type KeyObject } from 'node:crypto';

/**
 * Checks the DKIM signature of a raw message with the key of who signed (RFC 6376, relaxed/relaxed with rsa-sha256), by code of our
 * own and not that of the library that signs. Answers the tags, and what does not hold.
 */
export function verifyDkim(raw: string, key: KeyObject): { tags: Map<string, string>; wrong: string[] } {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const fields = head.replaceAll(/\r\n(?=[ \t])/g, '\n').split('\r\n');
  const nameOf = (field: string) => field.slice(0, field.indexOf(':')).trim().toLowerCase();
  const relaxed = (field: string) =>
    `${nameOf(field)}:${field
      .slice(field.indexOf(':') + 1)
      .replaceAll(/[ \t\n]+/g, ' ')
      .trim()}`;
  const own = fields.find((field) => nameOf(field) === 'dkim-signature');
  if (own === undefined) return { tags: new Map(), wrong: ['no signature'] };
  const tags = new Map(
    own
      .slice(own.indexOf(':') + 1)
      .split(';')
      .map((tag) => {
        const [name = '', ...value] = tag.split('=');
        return [name.trim(), value.join('=').replaceAll(/\s/g, '')] as const;
      }),
  );
  const body = rest
    .join('\r\n\r\n')
    .replaceAll(/[ \t]+/g, ' ')
    .replaceAll(' \r\n', '\r\n')
    .replace(/(\r\n)*$/, '\r\n');
  const wrong: string[] = [];
  if (createHash('sha256').update(body).digest('base64') !== tags.get('bh')) wrong.push('body');
  // Of a name that is there more than once the last counts first.
  const left = fields.toReversed();
  const signed = (tags.get('h') ?? '').split(':').flatMap((name) => {
    const at = left.findIndex((field) => nameOf(field) === name.toLowerCase());
    return at < 0 ? [] : left.splice(at, 1).map(relaxed);
  });
  const itself = relaxed(own).replace(/(;\s*b=)[^;]*/, '$1');
  const holds = createVerify('RSA-SHA256')
    .update([...signed, itself].join('\r\n'))
    .verify(key, tags.get('b') ?? '', 'base64');
  if (!holds) wrong.push('signature');
  return { tags, wrong };
}

import type { ParsedMail } from 'mailparser';

/**
 * A mail taken apart, as it stands: neither of its texts made from the other. Its library is imported when there is a mail
 * to read, so that only a demo loads it.
 */
export async function parseMail(raw: Buffer): Promise<ParsedMail> {
  const { simpleParser } = await import('mailparser');
  return simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true });
}

/** What no text has: controls other than tabs and ends of lines. A spreadsheet or a picture is full of them. */
const binary = /(?![\t\n\v\f\r\x85])\p{Cc}/u;

/**
 * The text of a file, in UTF-8 with or without its mark, in UTF-16 with it ("Unicode text" of Excel), or else in Windows-1252; null for
 * what is no text.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const text = isUtf16
    ? new TextDecoder('utf-16le').decode(bytes)
    : (asUtf8(bytes) ?? new TextDecoder('windows-1252').decode(bytes));
  return binary.test(text) ? null : text;
}

function asUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

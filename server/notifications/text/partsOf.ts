// GSM 03.38 (3GPP TS 23.038 6.2.1): the signs of seven bits that every phone has, and those that take an escape before them.
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const escaped = new Set('\f^{}\\[~]|€');

/** Room for one message, and for each part of one that is longer: a part says where it belongs. */
const room = { 'gsm-7': { one: 160, each: 153 }, 'ucs-2': { one: 70, each: 67 } } as const;

export interface Parts {
  /** In what signs it is sent: one sign outside of the small set makes all of it large. */
  encoding: 'gsm-7' | 'ucs-2';
  /** How many messages it is paid as; 0 of nothing. */
  parts: number;
  /** How much room it takes: signs of seven bits, or units of sixteen. */
  length: number;
  /** The signs that are not in GSM-7, each once, in the order in which they stand. */
  outside: string[];
}

/**
 * In how many parts a text message goes (3GPP TS 23.040 9.2.3.24.1). "é", "è", "à", "ä", "ö" and "ü" are in GSM-7; "ë", "ï" and
 * curly quotes are not. No sign is cut in two by the end of a part.
 */
export function partsOf(text: string): Parts {
  const signs = [...text];
  const outside = [...new Set(signs.filter((sign) => !basic.has(sign) && !escaped.has(sign)))];
  const encoding = outside.length > 0 ? 'ucs-2' : 'gsm-7';
  const sizes = signs.map((sign) => (encoding === 'ucs-2' ? sign.length : escaped.has(sign) ? 2 : 1));
  const length = sizes.reduce((sum, size) => sum + size, 0);
  const { one, each } = room[encoding];
  if (length <= one) return { encoding, parts: length === 0 ? 0 : 1, length, outside };
  let parts = 1;
  let filled = 0;
  for (const size of sizes) {
    if (filled + size > each) {
      parts += 1;
      filled = 0;
    }
    filled += size;
  }
  return { encoding, parts, length, outside };
}

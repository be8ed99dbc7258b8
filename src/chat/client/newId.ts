// On plain http from a phone in a demo a browser has no crypto.randomUUID; random values it always has.

const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** A UUID of version 4 (RFC 9562, 5.4). */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const set = (at: number, keep: number, mark: number) => {
    bytes[at] = ((bytes[at] ?? 0) & keep) | mark;
  };
  set(6, 0x0f, 0x40);
  set(8, 0x3f, 0x80);
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** What only this tab knows: under it a start can be repeated. */
export const newStartKey = (): string => hex(crypto.getRandomValues(new Uint8Array(20)));

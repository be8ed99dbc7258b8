import { promisify } from 'node:util';
import { brotliCompress, constants, gzip, zstdCompress } from 'node:zlib';
import { parseAccept } from 'hono/utils/accept';

/** In the order in which we prefer them; names of `Content-Encoding`. */
export const encodings = ['br', 'zstd', 'gzip'] as const;
export type Encoding = (typeof encodings)[number];

/** How small: `once` for what is compressed once and read often, `often` for what is compressed while a reader waits. */
export type Effort = 'once' | 'often';

/** A body in the encodings that readers take. */
export interface Encoded {
  identity: Uint8Array<ArrayBuffer>;
  /** Null where this encoding does not make it smaller. */
  in(encoding: Encoding): Promise<Uint8Array<ArrayBuffer> | null>;
}

/** Below this the headers weigh more than what is won. */
const leastBytes = 1024;

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);
const zstd = promisify(zstdCompress);
const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT, ZSTD_c_compressionLevel } = constants;
/** Brotli's own 11 takes some hundred times as long as its 5, which is already smaller than gzip. */
const levels = { once: { br: 11, zstd: 19, gzip: 9 }, often: { br: 5, zstd: 3, gzip: 6 } };

/** Compresses a body. Rejects only for lack of memory. */
export function compress(
  body: Uint8Array<ArrayBuffer>,
  encoding: Encoding,
  effort: Effort,
): Promise<Uint8Array<ArrayBuffer>> {
  const level = levels[effort][encoding];
  switch (encoding) {
    case 'br':
      return brotli(body, {
        params: { [BROTLI_PARAM_QUALITY]: level, [BROTLI_PARAM_SIZE_HINT]: body.byteLength },
      });
    case 'zstd':
      return zstd(body, { params: { [ZSTD_c_compressionLevel]: level } });
    case 'gzip':
      return gzipped(body, { level });
  }
}

/** A body that is compressed when an encoding is first asked for, and kept so. */
export function encoded(identity: Uint8Array<ArrayBuffer>, effort: Effort): Encoded {
  const made = new Map<Encoding, Promise<Uint8Array<ArrayBuffer> | null>>();
  const make = async (encoding: Encoding) => {
    const smaller = await compress(identity, encoding, effort);
    return smaller.byteLength < identity.byteLength ? smaller : null;
  };
  return {
    identity,
    in(encoding) {
      if (identity.byteLength < leastBytes) return Promise.resolve(null);
      const known = made.get(encoding) ?? make(encoding);
      made.set(encoding, known);
      return known;
    },
  };
}

/** At most so many bytes of memory does a body take with all that is made of it: what does not become smaller is not kept. */
export const mostBytesOf = ({ identity }: Encoded): number => identity.byteLength * (1 + encodings.length);

/**
 * The encodings that a reader takes by `Accept-Encoding` (RFC 9110 12.5.3), best first: as the reader weighs them, and
 * in our order where it does not mind. Empty when the body must go as it is.
 */
export function encodingsTaken(accept: string | undefined): Encoding[] {
  if (accept === undefined) return [];
  const asked = new Map(parseAccept(accept).map(({ type, q }) => [type.toLowerCase(), q]));
  const weightOf = (name: string) => asked.get(name) ?? asked.get('*') ?? 0;
  const plain = asked.get('identity') ?? 0;
  return encodings
    .filter((name) => weightOf(name) > 0 && weightOf(name) >= plain)
    .toSorted((a, b) => weightOf(b) - weightOf(a));
}

import { promisify } from 'node:util';
import { brotliCompress, constants, gzip, zstdCompress } from 'node:zlib';
import { parseAccept } from 'hono/utils/accept';

/** Supported values of `Content-Encoding`, in order of preference. */
export const encodings = ['br', 'zstd', 'gzip'] as const;
export type Encoding = (typeof encodings)[number];

/** Effort of compression: `once` for a body that is compressed once and sent often, `often` for one a client waits for. */
export type Effort = 'once' | 'often';

/** A body that can be sent in several encodings. */
export interface Encoded {
  identity: Uint8Array<ArrayBuffer>;
  /** The body in this encoding; null when that is not smaller. */
  in(encoding: Encoding): Promise<Uint8Array<ArrayBuffer> | null>;
}

/** Smaller bodies are not worth compressing. */
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

/** Compresses a body when an encoding is first asked for, and caches the result. */
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

/** Upper bound of the memory of a body with all its encodings; an encoding that is not smaller is not kept. */
export const mostBytesOf = ({ identity }: Encoded): number => identity.byteLength * (1 + encodings.length);

/**
 * The encodings that `Accept-Encoding` allows (RFC 9110 12.5.3), best first: by the weights of the client, and by our preference
 * where these are equal. Empty when the body must be sent unencoded.
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

import type { Encoding } from './encodings.ts';

/** What the name of a file ends in when its content is compressed: the build writes them, the server reads them. */
export const endings: Record<Encoding, string> = { br: '.br', zstd: '.zst', gzip: '.gz' };

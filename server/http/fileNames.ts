import type { Encoding } from './encodings.ts';

/** Extensions of compressed files, which the build writes and the server reads. */
export const endings: Record<Encoding, string> = { br: '.br', zstd: '.zst', gzip: '.gz' };

import { crc32, inflateSync } from 'node:zlib';
import type { SafeLogo } from './safeSvg.ts';
import { refuse } from './svgTree.ts';

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** What draws the picture (PNG, third edition, 5.6). Texts, times, places and animations are left out. */
const kept = ['IHDR', 'PLTE', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'IDAT', 'IEND'];
const mostSide = 2000;
const samples: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

export const isPng = (bytes: Uint8Array): boolean => signature.every((byte, at) => bytes[at] === byte);

/**
 * Checks a PNG by its parts and what they unpack to, and writes it anew without what draws nothing.
 * @throws LogoRefused
 */
export function safePng(bytes: Uint8Array): SafeLogo {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Buffer[] = [view.subarray(0, 8)];
  const data: Buffer[] = [];
  let header: Buffer | undefined;
  let at = 8;
  let ended = false;
  while (!ended) {
    if (at + 12 > view.length) return refuse('broken');
    const length = view.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > view.length) return refuse('broken');
    const type = view.toString('latin1', at + 4, at + 8);
    const content = view.subarray(at + 8, end - 4);
    if (crc32(view.subarray(at + 4, end - 4)) !== view.readUInt32BE(end - 4)) return refuse('broken');
    if ((type === 'IHDR') !== (header === undefined)) return refuse('broken');
    if (type === 'IHDR') header = content;
    if (type === 'IDAT') data.push(content);
    if (kept.includes(type)) parts.push(view.subarray(at, end));
    ended = type === 'IEND';
    at = end;
  }
  if (header?.length !== 13) return refuse('broken');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  if (width < 1 || height < 1 || width > mostSide || height > mostSide) return refuse('measures');
  if (!hasPixels(Buffer.concat(data), header, width, height)) return refuse('broken');
  return { type: 'png', content: new Uint8Array(Buffer.concat(parts)), width, height };
}

/** Whether the data unpacks to no more than a picture of this size has, so that no small file fills a memory. */
function hasPixels(data: Buffer, header: Buffer, width: number, height: number): boolean {
  const [depth = 0, colour = -1, , , interlace = 0] = header.subarray(8);
  const bits = (samples[colour] ?? 0) * depth;
  if (bits === 0 || depth > 16 || interlace > 1) return false;
  const expected = height * (1 + Math.ceil((width * bits) / 8));
  // Seven passes of an interlaced one have more lines, each with a byte of its own and a rounding.
  const most = interlace === 1 ? expected + 4 * height + 64 : expected;
  try {
    const unpacked = inflateSync(data, { maxOutputLength: most });
    return interlace === 1 || unpacked.length === expected;
  } catch {
    return false;
  }
}

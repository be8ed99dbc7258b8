/** One file in a zip, as the directory at the end of the zip says it. */
export interface ZipEntry {
  name: string;
  packed: number;
  /** In bytes, as it is said; a reader must not unpack more. */
  unpacked: number;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endLength = 22;
const entryLength = 46;

/**
 * The directory of a zip (APPNOTE 4.3.12 and 4.3.16), to be looked at before anything is unpacked; null when there is none. Sizes of 4 GB
 * and more (zip64) come as 4 GB, which is refused all the same. At most `most` entries and one are read.
 */
export function zipEntries(bytes: Uint8Array, most: number): ZipEntry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === null) return null;
  const count = view.getUint16(end + 10, true);
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  while (entries.length < Math.min(count, most + 1)) {
    if (at + entryLength > bytes.length || view.getUint32(at, true) !== entrySignature) return null;
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + entryLength, at + entryLength + nameLength));
    entries.push({ name, packed: view.getUint32(at + 20, true), unpacked: view.getUint32(at + 24, true) });
    at += entryLength + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** Where the directory says that it ends; a comment of up to 64 kB may stand behind it. */
function findEnd(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - endLength - 0xffff);
  for (let at = view.byteLength - endLength; at >= first; at--)
    if (view.getUint32(at, true) === endSignature) return at;
  return null;
}

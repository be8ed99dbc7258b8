import { mostZipEntries } from './limits.ts';
import type { OtherKind } from './types.ts';
import { type ZipEntry, zipEntries } from './zipEntries.ts';

/** What a file is by what is in it; its name only decides between kinds that begin alike. */
export type FileKind =
  | { kind: 'text' }
  | { kind: 'xlsx'; entries: ZipEntry[] }
  | { kind: 'locked' | OtherKind };

const beginnings: readonly [kind: OtherKind, signature: readonly number[]][] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['rtf', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ['image', [0x89, 0x50, 0x4e, 0x47]],
  ['image', [0xff, 0xd8, 0xff]],
  ['image', [0x47, 0x49, 0x46, 0x38]],
  ['image', [0x52, 0x49, 0x46, 0x46]],
  ['image', [0x49, 0x49, 0x2a, 0x00]],
  ['image', [0x4d, 0x4d, 0x00, 0x2a]],
];
const zip = [0x50, 0x4b, 0x03, 0x04];
/** The container of Office before 2007 (MS-CFB 2.2), in which a spreadsheet with a password lies too. */
const compound = [0xd0, 0xcf, 0x11, 0xe0];

/** Looks what kind of file it is, without unpacking anything of it. */
export function fileKind(bytes: Uint8Array, name: string): FileKind {
  const begins = (signature: readonly number[]) => signature.every((byte, index) => bytes[index] === byte);
  const known = beginnings.find(([, signature]) => begins(signature));
  if (known) return { kind: known[0] };
  if (begins(compound)) return { kind: ofCompound(bytes, name) };
  if (begins(zip)) return ofZip(bytes);
  const start = new TextDecoder()
    .decode(bytes.subarray(0, 200))
    .replace(/^\ufeff/, '')
    .trimStart()
    .toLowerCase();
  // Systems that offer "Excel" often write a page of HTML under that name.
  if (/^<(!doctype html|html|table|head|body|meta)/.test(start)) return { kind: 'html' };
  return { kind: start.startsWith('<?xml') ? 'xml' : 'text' };
}

function ofCompound(bytes: Uint8Array, name: string): 'locked' | 'doc' | 'xls' {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.includes('EncryptedPackage', 0, 'utf16le')) return 'locked';
  return buffer.includes('WordDocument', 0, 'utf16le') || /\.docx?$/i.test(name) ? 'doc' : 'xls';
}

/** What the names of the parts tell (ISO/IEC 29500-2, OpenDocument 1.3 part 2). */
function ofZip(bytes: Uint8Array): FileKind {
  const entries = zipEntries(bytes, mostZipEntries);
  if (entries === null) return { kind: 'zip' };
  const has = (begin: string) => entries.some(({ name }) => name.startsWith(begin));
  if (has('xl/workbook.bin')) return { kind: 'xlsb' };
  if (has('xl/')) return { kind: 'xlsx', entries };
  if (has('word/')) return { kind: 'docx' };
  if (has('ppt/')) return { kind: 'pptx' };
  return { kind: entries[0]?.name === 'mimetype' && has('content.xml') ? 'ods' : 'zip' };
}

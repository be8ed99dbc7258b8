import { crc32, deflateRawSync } from 'node:zlib';

interface Part {
  name: string;
  bytes: Uint8Array;
  /** What the zip says of its size instead of the truth. */
  said?: number;
}

/** A zip (APPNOTE 4.3) of these parts, also one that lies. */
export function zipOf(parts: readonly Part[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, said = bytes.length } of parts) {
    const packed = deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(said, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, entry, Buffer.from(name)]));
    files.push(file);
    at += file.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...files, central, end]);
}

const xml = (name: string, text: string): Part => ({
  name,
  bytes: Buffer.from(`<?xml version="1.0"?>${text}`),
});
const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
const relations = (all: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all}</Relationships>`;

/** The parts of a workbook of one sheet, written by hand: `data` is what stands in its sheetData, `after` what follows that. */
export const workbookParts = (data: string, after = ''): Part[] => [
  xml('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
  xml('_rels/.rels', relations(relation('r1', 'officeDocument', 'xl/workbook.xml'))),
  xml('xl/_rels/workbook.xml.rels', relations(relation('r1', 'worksheet', 'worksheets/sheet1.xml'))),
  xml(
    'xl/workbook.xml',
    '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Blad1" sheetId="1" r:id="r1"/></sheets></workbook>',
  ),
  xml('xl/worksheets/sheet1.xml', `<worksheet><sheetData>${data}</sheetData>${after}</worksheet>`),
];

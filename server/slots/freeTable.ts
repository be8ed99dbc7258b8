/**
 * Who is free, for each start on a grid and each column: a bit per casemanager, so that marking is one
 * `or` and reading skips at once what nobody can take.
 */
export class FreeTable {
  private readonly ids: readonly string[];
  private readonly columns: number;
  /** 32-bit words per start and column. */
  private readonly width: number;
  private readonly bits: Int32Array;

  constructor(starts: number, columns: number, casemanagers: readonly { id: string }[]) {
    this.ids = casemanagers.map(({ id }) => id);
    this.columns = columns;
    this.width = Math.ceil(casemanagers.length / 32);
    this.bits = new Int32Array(starts * columns * this.width);
  }

  /** Marks a casemanager (by row) free at the starts `[from, until)` that are not marked in `taken`. */
  mark(row: number, column: number, from: number, until: number, taken: Uint8Array): void {
    const bits = this.bits;
    const bit = 1 << (row & 31);
    const stride = this.columns * this.width;
    let at = (from * this.columns + column) * this.width + (row >>> 5);
    for (let start = from; start < until; start++, at += stride) {
      if (taken[start] === 0) bits[at] = (bits[at] ?? 0) | bit;
    }
  }

  /** Ids of who is free, in the order of the casemanagers; null when nobody is. */
  idsAt(start: number, column: number): string[] | null {
    const { bits, ids, width } = this;
    const from = (start * this.columns + column) * width;
    let count = 0;
    for (let word = 0; word < width; word++) count += bitsIn(bits[from + word] ?? 0);
    if (count === 0) return null;
    // Right at once in length, and up to the first who is not free: faster than growing.
    const free = ids.slice(0, count);
    let filled = 0;
    for (let word = 0; word < width; word++) {
      for (let rest = bits[from + word] ?? 0; rest !== 0; rest &= rest - 1) {
        free[filled++] = ids[word * 32 + 31 - Math.clz32(rest & -rest)] ?? '';
      }
    }
    return free;
  }
}

function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

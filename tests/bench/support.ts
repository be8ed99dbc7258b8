/** The middle one of some measurements. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >>> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Numbers from 0 up to 1 that are the same on every run: the generator known as mulberry32. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Runs every job in turn, so that a busy moment of the machine hits all alike; the medians in milliseconds. */
export function interleaved<Name extends string>(
  jobs: Record<Name, () => unknown>,
  { rounds, warmUp }: { rounds: number; warmUp: number },
): Record<Name, number> {
  const times = new Map<string, number[]>(Object.keys(jobs).map((name) => [name, []]));
  for (let round = -warmUp; round < rounds; round++) {
    for (const name in jobs) {
      const start = performance.now();
      jobs[name]();
      if (round >= 0) times.get(name)?.push(performance.now() - start);
    }
  }
  const medians = { ...jobs } as Record<Name, unknown>;
  for (const name in jobs) medians[name] = median(times.get(name) ?? []);
  return medians as Record<Name, number>;
}

/** What a bench says in its last line. `ratio` is ours against the floor, the way round that the target has it. */
export interface Outcome {
  name: string;
  ours: number;
  floor: number;
  ratio: number;
  unit: string;
}

/** Prints the rows as a table and the outcome as one line of JSON, the last of the output. */
export function report(rows: readonly Record<string, string | number>[], outcome: Outcome): void {
  const round = (value: number) => Number(value.toPrecision(4));
  console.table(rows.map((row) => mapNumbers(row, round)));
  console.log(JSON.stringify(mapNumbers({ ...outcome }, round)));
}

function mapNumbers(row: Record<string, string | number>, change: (value: number) => number) {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, typeof value === 'number' ? change(value) : value]),
  );
}

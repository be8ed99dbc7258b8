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

/** Measures the floor and ours in turn, after one of each that does not count. */
export async function ratesInTurn(
  read: (port: number) => Promise<number>,
  { ours, floor, rounds }: { ours: number; floor: number; rounds: number },
): Promise<{ ours: number[]; floor: number[] }> {
  await read(floor);
  await read(ours);
  const measured = { ours: [] as number[], floor: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    measured.floor.push(await read(floor));
    measured.ours.push(await read(ours));
  }
  return measured;
}

/** Reports requests a second beside a bare node:http that sends the same bytes: the medians of all rounds. */
export function reportRates(
  name: string,
  what: string,
  measured: Readonly<Record<'ours' | 'floor', readonly number[]>>,
): void {
  const rate = { ours: median(measured.ours), floor: median(measured.floor) };
  const row = (of: string, side: keyof typeof rate) => ({
    what: of,
    'requests/s': rate[side],
    lowest: Math.min(...measured[side]),
    highest: Math.max(...measured[side]),
    'of floor': rate[side] / rate.floor,
  });
  report([row('node:http, same bytes (floor)', 'floor'), row(what, 'ours')], {
    name,
    ...rate,
    ratio: rate.ours / rate.floor,
    unit: 'requests/s',
  });
}

/** The headers of an answer of ours without those that node:http adds by itself: what the floor has to send. */
export function ownHeaders(headers: Headers): Record<string, string> {
  const added = ['connection', 'keep-alive', 'date', 'content-length', 'transfer-encoding'];
  return Object.fromEntries([...headers].filter(([name]) => !added.includes(name)));
}

function mapNumbers(row: Record<string, string | number>, change: (value: number) => number) {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, typeof value === 'number' ? change(value) : value]),
  );
}

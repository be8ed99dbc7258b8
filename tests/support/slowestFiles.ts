/** A file of tests and how long it took. */
export interface FileTime {
  file: string;
  seconds: number;
}

/** What `timeOfFiles` says of node's runner. */
const ofNode = /^# took (\S+) (\d+)$/gm;
/** A test as Playwright lists it: `  ✓  12 tests/e2e/back.spec.ts:14:1 › comes back (1.2s)`. */
const ofPlaywright = /^\s+\S+\s+\d+ (\S+\.spec\.ts):\d+:\d+ › .*\((\d+(?:\.\d+)?)(ms|s|m)\)$/gm;
const inSeconds: Record<string, number> = { ms: 0.001, s: 1, m: 60 };

/**
 * How long each file took, read from what a runner printed. Of node it is the time of all its tests; of Playwright, which
 * has two tests of a file at work at once, that of its tests together.
 */
export function timesIn(output: string): FileTime[] {
  const seconds = new Map<string, number>();
  const add = (file: string, more: number) => seconds.set(file, (seconds.get(file) ?? 0) + more);
  for (const [, file = '', ms] of output.matchAll(ofNode)) add(file, Number(ms) / 1000);
  for (const [, file = '', time, unit = ''] of output.matchAll(ofPlaywright)) {
    add(file, Number(time) * (inSeconds[unit] ?? 0));
  }
  return [...seconds].map(([file, sum]) => ({ file, seconds: sum }));
}

/** The slowest files as lines to print, the slowest first. */
export function sayBySlowest(times: readonly FileTime[], most = 10): string[] {
  const sorted = times.toSorted((a, b) => b.seconds - a.seconds);
  return sorted.slice(0, most).map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${file}`);
}

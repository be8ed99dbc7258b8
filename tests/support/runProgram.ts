import { spawn } from 'node:child_process';
import { type FileTime, timesIn } from './slowestFiles.ts';

export interface Counts {
  passed: number;
  failed: number;
}

/** Runs one program of the checks, keeps what it prints, counts its tests (one without counts as one) and their times. */
export async function runProgram(
  command: string[],
  env: Record<string, string>,
): Promise<Counts & { times: FileTime[]; output: string }> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (exitCode, signal) => resolve(exitCode ?? signal ?? 'gone'));
  });
  return {
    ...countTests(output, code === 0),
    times: timesIn(output),
    output: `${failuresOf(output)}\n${program} ended with ${code}`,
  };
}

/** Reads the closing counts of node's runner (`# pass 12`) or Playwright's (`12 passed (1.2m)`). */
export function countTests(output: string, succeeded: boolean): Counts {
  const count = (...patterns: RegExp[]) =>
    patterns.reduce((sum, pattern) => sum + Number(output.match(pattern)?.[1] ?? 0), 0);
  const passed = count(/^# pass (\d+)$/m, /^\s+(\d+) passed\b/m);
  const failed = count(
    /^# fail (\d+)$/m,
    /^# cancelled (\d+)$/m,
    /^\s+(\d+) failed\b/m,
    /^\s+(\d+) flaky\b/m,
  );
  if (!succeeded) return { passed, failed: Math.max(failed, 1) };
  return { passed: Math.max(passed, 1), failed };
}

/** Of node's TAP only the parts around what failed: hundreds of `ok` lines hide it. */
function failuresOf(output: string): string {
  if (!output.startsWith('TAP version')) return output;
  const lines = output.split('\n');
  const failing = lines.flatMap((line, index) => (/^\s*not ok /.test(line) ? [index] : []));
  return failing.map((index) => lines.slice(index, index + 40).join('\n')).join('\n…\n');
}

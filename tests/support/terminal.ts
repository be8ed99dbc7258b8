import { spawn } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { ownEnvironment } from './ownEnvironment.ts';

const escapeSign = String.fromCharCode(27);
/** A control sequence, a short one, or a sign of text; what has only half arrived matches nothing. */
const next = new RegExp(
  String.raw`^(?:${escapeSign}\[\??([\d;]*)([A-Za-z])|${escapeSign}[()]?([^[()])|([^${escapeSign}]))`,
  'u',
);

/** A screen on which a whole page fits, so that nothing has to be scrolled and no sentence is broken. */
const rows = 220;
const columns = 600;

/** What stands on the screen of a DEC VT100, as far as curses uses one: text, the cursor, erasing, and scrolling. */
export function createScreen() {
  const blank = () => Array.from({ length: columns }, () => ' ');
  const lines = Array.from({ length: rows }, blank);
  let [row, column] = [0, 0];
  let [top, bottom] = [0, rows - 1];
  let rest = '';

  const scrollUp = () => {
    lines.splice(top, 1);
    lines.splice(bottom, 0, blank());
  };
  const scrollDown = () => {
    lines.splice(bottom, 1);
    lines.splice(top, 0, blank());
  };
  const erase = (line: number, from: number, until: number) => lines[line]?.fill(' ', from, until);
  const control = (letter: string, [first = 0, second = 0]: number[]) => {
    const many = first || 1;
    if (letter === 'H') [row, column] = [many - 1, (second || 1) - 1];
    else if (letter === 'A') row = Math.max(0, row - many);
    else if (letter === 'B') row = Math.min(rows - 1, row + many);
    else if (letter === 'C') column = Math.min(columns - 1, column + many);
    else if (letter === 'D') column = Math.max(0, column - many);
    else if (letter === 'K') erase(row, first === 1 ? 0 : column, first === 1 ? column + 1 : columns);
    else if (letter === 'J') {
      erase(row, column, columns);
      for (let below = row + 1; below < rows; below += 1) erase(below, 0, columns);
    } else if (letter === 'r') {
      [top, bottom] = [many - 1, (second || rows) - 1];
      [row, column] = [0, 0];
    }
  };
  const write = (sign: string) => {
    if (sign === '\n') {
      if (row === bottom) scrollUp();
      else row = Math.min(rows - 1, row + 1);
    } else if (sign === '\r') column = 0;
    else if (sign === '\b') column = Math.max(0, column - 1);
    else if (sign === '\t') column = Math.min(columns - 1, 8 * (Math.floor(column / 8) + 1));
    else if (sign >= ' ') {
      const line = lines[row];
      if (line && column < columns) line[column] = sign;
      column += 1;
    }
  };

  return {
    take(text: string) {
      rest += text;
      for (;;) {
        const [all, numbers, letter, short, sign] = next.exec(rest) ?? [];
        if (all === undefined) return;
        rest = rest.slice(all.length);
        if (letter) control(letter, (numbers ?? '').split(';').map(Number));
        else if (sign) write(sign);
        else if (short === 'M' && row === top) scrollDown();
        else if (short === 'M') row -= 1;
      }
    },
    text: () => lines.map((line) => line.join('').trimEnd()).join('\n'),
  };
}

export type Terminal = ReturnType<typeof openTerminal>;

/** A program in a terminal of its own, whose screen can be read and whose keys can be pressed. */
export function openTerminal(command: string, env: Record<string, string>) {
  const run = `stty rows ${rows} cols ${columns}; exec ${command}`;
  const child = spawn('script', ['--quiet', '--flush', '--return', '--command', run, '/dev/null'], {
    env: {
      ...ownEnvironment,
      TERM: 'vt100',
      LINES: `${rows}`,
      COLUMNS: `${columns}`,
      LC_ALL: 'C.UTF-8',
      ...env,
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const screen = createScreen();
  child.stdout.setEncoding('utf8').on('data', screen.take);
  return {
    text: screen.text,
    type: (keys: string) => child.stdin.write(keys),
    /** Waits until the screen shows something, as long as a busy machine may need. */
    async until(isThere: (text: string) => boolean, what: string): Promise<void> {
      for (const end = Date.now() + 20_000; !isThere(screen.text()); await setTimeout(20)) {
        if (Date.now() > end)
          throw new Error(`expected ${what} on the screen:\n${screen.text().replaceAll(/\n{3,}/g, '\n\n')}`);
      }
    },
    close: () => child.kill(),
  };
}

import { type DestinationStream, type LevelWithSilent, type Logger, pino, stdTimeFunctions } from 'pino';
import { describeError, describePrinted } from './describeError.ts';

/**
 * The one log of a process: JSON, one line each, on stderr unless `destination` is given. Errors in a line are
 * described by `describeError`, so that no line holds what somebody typed.
 */
export function createLog(
  level: LevelWithSilent,
  destination: DestinationStream = pino.destination({ fd: 2, sync: true }),
): Logger {
  const options = {
    level,
    timestamp: stdTimeFunctions.isoTime,
    // Pino's own way with errors would add their words and all their properties again.
    serializers: { err: (described: unknown) => described },
    formatters: {
      log: (fields: Record<string, unknown>) =>
        Object.fromEntries(
          Object.entries(fields).map(([name, value]) => [
            name,
            name === 'err' || value instanceof Error ? describeError(value) : value,
          ]),
        ),
    },
    hooks: {
      // Without words of its own a line would take those of the error.
      logMethod(this: Logger, args: Parameters<Logger['info']>, method: (...args: unknown[]) => void) {
        const [first, message, ...rest]: unknown[] = args;
        const fields = first instanceof Error ? { err: first } : first;
        const untold = typeof fields === 'object' && message === undefined;
        method.call(this, fields, untold ? 'an error' : message, ...rest);
      },
    },
  };
  return pino(options, destination);
}

/** What can be printed with, and as which level it comes. */
const printers = [
  ['debug', 'debug'],
  ['log', 'info'],
  ['info', 'info'],
  ['warn', 'warn'],
  ['error', 'error'],
] as const;

/**
 * From now on what Astro and other libraries print by themselves comes as lines of this log: only what kind of error
 * it was and where, because their words hold addresses of pages and values of queries.
 */
export function captureConsole(log: Logger): void {
  for (const [name, level] of printers) {
    console[name] = (...printed: unknown[]) => {
      for (const one of printed) {
        const printed = typeof one === 'string' ? describePrinted(one) : describeError(one);
        log[level]({ printed }, 'a library printed something');
      }
    };
  }
}

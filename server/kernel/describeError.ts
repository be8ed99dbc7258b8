/** What a log line says of an error: what kind it was and where, and never a value that it was about. */
export interface DescribedError {
  type: string;
  /** Only of errors whose words hold no values, see `describeError`. */
  message?: string;
  /** Of PostgreSQL the SQLSTATE, of the system ECONNREFUSED and alike. */
  code?: string;
  /** What of the database it was about. */
  schema?: string;
  table?: string;
  column?: string;
  constraint?: string;
  /** One line per call, innermost first. */
  stack?: string;
  cause?: DescribedError;
  /** Of an error that stands for several. */
  errors?: DescribedError[];
}

/** Where postgres.js says what of the database an error was about. */
const places = [
  ['schema', 'schema_name'],
  ['table', 'table_name'],
  ['column', 'column_name'],
  ['constraint', 'constraint_name'],
] as const;

/**
 * Describes whatever was thrown. The words of most errors quote what went wrong: that of drizzle holds the values of
 * the query, that of JSON.parse and Temporal the text that could not be read. So words are kept only of a plain
 * `Error`, which is how this code says what it expected, and of PostgreSQL outside class 22, where it quotes no
 * data (PostgreSQL, appendix A: class 22 is "data exception"). PostgreSQL's `detail`, which quotes rows, is never kept.
 */
export function describeError(thrown: unknown): DescribedError {
  if (!(thrown instanceof Error)) return { type: typeof thrown };
  const described: DescribedError = { type: thrown.constructor.name };
  if (hasPlainWords(thrown)) described.message = thrown.message;
  const code = textOf(thrown, 'code');
  if (code !== undefined) described.code = code;
  if (isPostgres(thrown)) {
    for (const [name, field] of places) {
      const value = textOf(thrown, field);
      if (value !== undefined) described[name] = value;
    }
  }
  const stack = callsIn(thrown);
  if (stack !== '') described.stack = stack;
  if (thrown.cause !== undefined) described.cause = describeError(thrown.cause);
  if (thrown instanceof AggregateError) described.errors = thrown.errors.map(describeError);
  return described;
}

/**
 * What can be said of words that something else printed, like a library: the kind of the error in them and the calls
 * at their end. The words themselves may hold anything.
 */
export function describePrinted(text: string): DescribedError {
  const type = /\b(?:[A-Z]\w*)?(?:Error|Exception)\b/.exec(text)?.[0] ?? 'words';
  const lines = text.trimEnd().split('\n');
  const last = lines.findLastIndex((line) => !callPattern.test(line));
  const stack = lines.slice(last + 1).join('\n');
  return stack === '' ? { type } : { type, stack };
}

/** A line of a stack, `    at book (file:///srv/doorstart/server/booking/book.ts:12:3)`. */
const callPattern = /^\s+at (?:[\w$.<>[\] ]+ \()?(?:file:|node:|\/)[^\s()]*:\d+:\d+\)?$/;

function callsIn({ stack = '', message }: Error): string {
  const said = stack.indexOf(message);
  // Words that were changed later cannot be told from calls.
  if (said === -1) return '';
  const lines = stack.slice(said + message.length).split('\n');
  return lines.filter((line) => callPattern.test(line)).join('\n');
}

const isPostgres = (error: Error) => error.constructor.name === 'PostgresError';

function hasPlainWords(error: Error): boolean {
  const code = textOf(error, 'code') ?? '';
  if (isPostgres(error)) return !code.startsWith('22');
  // Node's own errors quote what they were given; their code says what was wrong.
  return Object.getPrototypeOf(error) === Error.prototype && !code.startsWith('ERR_');
}

function textOf(error: Error, field: string): string | undefined {
  const value: unknown = Reflect.get(error, field);
  return typeof value === 'string' ? value : undefined;
}

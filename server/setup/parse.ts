import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { type Problem, showPath, toProblems } from './problems.ts';
import { type SetupDocument, setupSchema } from './schema.ts';

/** Says a problem with the line on which it stands. */
export type Describe = (problem: Problem) => string;

export type Parsed =
  | { ok: true; document: SetupDocument; describe: Describe }
  | { ok: false; problems: string[] };

/** Reads the text of a setup file. All that is wrong with its form comes back at once, each with its line. */
export function parseSetup(content: string): Parsed {
  const text = content.replace(/^\uFEFF/, '');
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [broken] = errors;
  if (broken || !tree) return { ok: false, problems: [describeBroken(text, broken)] };

  const describe: Describe = (problem) => {
    const where = `line ${lineOf(text, nearest(tree, problem.path).offset)}`;
    return [where, showPath(problem.path)].filter(Boolean).join(', ').concat(`: ${problem.message}`);
  };
  const parsed = setupSchema.safeParse(JSON.parse(text));
  if (!parsed.success) return { ok: false, problems: toProblems(parsed.error.issues).map(describe) };
  return { ok: true, document: parsed.data, describe };
}

function describeBroken(text: string, error: ParseError | undefined): string {
  if (!error || text.trim() === '') return 'line 1: the file is empty: expected a JSON object';
  const expected = printParseErrorCode(error.error)
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  const lineStart = text.lastIndexOf('\n', error.offset - 1) + 1;
  const column = error.offset - lineStart + 1;
  return `line ${lineOf(text, error.offset)}, column ${column}: this is not JSON (${expected})`;
}

/** The part of the file that a path leads to, or the last part of it that is there. */
function nearest(tree: Node, path: Problem['path']): Node {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node) return node;
  }
  return tree;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

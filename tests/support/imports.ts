import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '..', '..');
const aliases: Record<string, string> = { '#server/': 'server/', '#ui/': 'src/ui/', '#db/': 'db/' };

export interface Imports {
  /** Files of ours, as paths from the root of the project. */
  files: string[];
  /** Modules of Node and of packages, as they are written. */
  modules: string[];
}

/**
 * What a TypeScript file imports when it runs: `import type` is left out, `import()` is not. `file` is a path from the
 * root of the project. Throws when a file that is imported does not exist.
 */
export function importsOf(file: string): Imports {
  const source = parse(file);
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && node.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword)
      names.push(textOf(node.moduleSpecifier));
    if (ts.isExportDeclaration(node) && node.moduleSpecifier && !node.isTypeOnly)
      names.push(textOf(node.moduleSpecifier));
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      for (const argument of node.arguments) if (ts.isStringLiteral(argument)) names.push(argument.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  const files = names.flatMap((name) => fileOf(file, name) ?? []);
  return { files, modules: names.filter((name) => fileOf(file, name) === null) };
}

/** Which of `names` a TypeScript file uses as identifiers, other than as a field or in a type. */
export function globalsIn(file: string, names: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    const { parent } = node;
    const isField = parent && ts.isPropertyAccessExpression(parent) && parent.name === node;
    if (ts.isIdentifier(node) && names.includes(node.text) && !isField) found.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(parse(file));
  return [...found];
}

function parse(file: string) {
  const kind = file.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(
    file,
    readFileSync(join(root, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    kind,
  );
}

const textOf = (node: ts.Expression) => (ts.isStringLiteral(node) ? node.text : '');

/** The path of a file of ours that `name` in `from` stands for, or null for a module of Node or of a package. */
function fileOf(from: string, name: string): string | null {
  const [path = name] = name.split('?');
  const alias = Object.keys(aliases).find((start) => path.startsWith(start));
  if (alias === undefined && !path.startsWith('.')) return null;
  const whole = alias
    ? join(root, aliases[alias] + path.slice(alias.length))
    : join(root, dirname(from), path);
  if (!existsSync(whole)) throw new Error(`${from} imports ${name}: expected a file at ${whole}`);
  return relative(root, whole);
}

import ts from 'typescript';

/**
 * On what a source changes rows of the database: `tx` of `w.tx\`update …\``, `sql` of `ctx.sql\`insert …\``, `db` of
 * `w.ctx.db.insert(…)`; and `begin` where it opens a transaction of its own.
 */
export function writesOf(source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && changesRows.test(textOf(node.template))) {
      found.push(lastOf(node.tag.getText()));
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const on = lastOf(node.expression.expression.getText());
      const called = node.expression.name.text;
      if (/^(begin|transaction)$/.test(called) && /^(sql|db|tx)$/.test(on)) found.push('begin');
      if (/^(insert|update|delete)$/.test(called) && /^(db|tx)$/.test(on)) found.push(on);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true));
  return found;
}

const changesRows = /\b(?:insert\s+into|delete\s+from|update\s+\w+[^;]*?\bset)\b/i;

/** The words of a template, with what is filled in left out. */
function textOf(template: ts.TemplateLiteral): string {
  const words = ts.isNoSubstitutionTemplateLiteral(template)
    ? template.text
    : [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)].join(' x ');
  return words.replaceAll(/--.*$/gm, '');
}

const lastOf = (path: string) => path.split(/[^\w]+/).at(-1) ?? '';

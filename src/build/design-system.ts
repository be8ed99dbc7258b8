import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import type { Plugin, Root } from 'postcss';

const sources = join(import.meta.dirname, '..');
const tokenSheet = '@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css';

/**
 * PostCSS plugin for the stylesheet that holds the comment `@design-system`: leaves out the rules of NL Design System
 * for classes that no page uses, then puts on top the tokens that what is left refers to. The packages
 * bring some 300 kB of variants and tokens; a page of ours needs a few.
 */
export function designSystem(): Plugin {
  return {
    postcssPlugin: 'doorstart-design-system',
    Once(root, { Rule, Declaration }) {
      let marked = false;
      root.walkComments((comment) => {
        marked ||= comment.text === '@design-system';
      });
      if (!marked) return;
      const origin = root.source ? { source: root.source } : {};
      dropUnusedRules(root, classesInSources());
      const tokens = new Rule({ selector: ':root', ...origin });
      for (const [prop, value] of tokensNeededBy(root))
        tokens.append(new Declaration({ prop, value, ...origin }));
      root.prepend(tokens);
    },
  };
}

/** All class names of NL Design System that stand in the pages, whole, so do not build them from parts. */
function classesInSources(): Set<string> {
  const used = new Set<string>();
  for (const path of readdirSync(sources, { recursive: true, encoding: 'utf8' })) {
    if (!['.astro', '.tsx', '.ts'].includes(extname(path))) continue;
    const text = readFileSync(join(sources, path), 'utf8');
    for (const [name] of text.matchAll(/\b(?:nl|utrecht)-[\w-]+/g)) used.add(name);
  }
  return used;
}

function dropUnusedRules(root: Root, used: Set<string>) {
  root.walkRules((rule) => {
    const kept = rule.selectors.filter((selector) => {
      const required = selector.replaceAll(/:not\([^()]*(?:\([^()]*\)[^()]*)*\)/g, '');
      const names = required.matchAll(/\.((?:nl|utrecht)-[\w-]+)/g);
      return names.every(([, name]) => name !== undefined && used.has(name));
    });
    if (kept.length === 0) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  });
}

/** The example theme's tokens that the rules use, directly or through another token, unless ours replace them. */
function tokensNeededBy(root: Root): Map<string, string> {
  const offered = new Map<string, string>();
  const sheet = readFileSync(createRequire(import.meta.url).resolve(tokenSheet), 'utf8');
  for (const [, name, value] of sheet.matchAll(/^\s*(--[\w-]+):\s*(.+?);/gm)) {
    if (name && value) offered.set(name, value);
  }
  const ours = new Set<string>();
  const needed = new Map<string, string>();
  const add = (value: string) => {
    for (const [, name] of value.matchAll(/var\(\s*(--[\w-]+)/g)) {
      const token = name && offered.get(name);
      if (!token || ours.has(name) || needed.has(name)) continue;
      needed.set(name, token);
      add(token);
    }
  };
  root.walkDecls(/^--/, (decl) => {
    const { parent } = decl;
    if (
      parent?.type === 'rule' &&
      parent.parent === root &&
      'selector' in parent &&
      parent.selector === ':root'
    ) {
      ours.add(decl.prop);
    }
  });
  root.walkDecls((decl) => add(decl.value));
  return needed;
}

import { classStyles, declarationsIn, type Style } from './svgStyles.ts';
import { readSvg, refuse, type SvgNode, svgNamespace } from './svgTree.ts';

/** A logo that is made safe. */
export interface SafeLogo {
  type: 'svg' | 'png';
  content: Uint8Array<ArrayBuffer>;
  /** In CSS pixels. */
  width: number;
  height: number;
}

const shapes = ['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon'];
/** All that may stand in a logo; what is not here is left out with all that is in it. */
const elements = new Set([
  ...shapes,
  'svg',
  'g',
  'defs',
  'symbol',
  'use',
  'clipPath',
  'mask',
  'linearGradient',
  'radialGradient',
  'stop',
  'text',
  'tspan',
  'title',
  'desc',
]);
const withText = new Set(['text', 'tspan', 'title', 'desc']);

/** Properties that may stand as an attribute and in styles. */
const properties = [
  'clip-path',
  'clip-rule',
  'color',
  'display',
  'dominant-baseline',
  'fill',
  'fill-opacity',
  'fill-rule',
  'font-family',
  'font-size',
  'font-style',
  'font-weight',
  'letter-spacing',
  'mask',
  'mask-type',
  'opacity',
  'paint-order',
  'stop-color',
  'stop-opacity',
  'stroke',
  'stroke-dasharray',
  'stroke-dashoffset',
  'stroke-linecap',
  'stroke-linejoin',
  'stroke-miterlimit',
  'stroke-opacity',
  'stroke-width',
  'text-anchor',
  'visibility',
];
const attributes = new Set([
  ...properties,
  'clipPathUnits',
  'cx',
  'cy',
  'd',
  'dx',
  'dy',
  'fr',
  'fx',
  'fy',
  'gradientTransform',
  'gradientUnits',
  'height',
  'href',
  'id',
  'maskContentUnits',
  'maskUnits',
  'offset',
  'points',
  'preserveAspectRatio',
  'r',
  'rx',
  'ry',
  'spreadMethod',
  'transform',
  'viewBox',
  'width',
  'x',
  'x1',
  'x2',
  'y',
  'y1',
  'y2',
]);

/** Within these nothing may point on: a few that point at each other would be drawn for ever. */
const definitions = new Set(['clipPath', 'mask', 'symbol']);
const mostDrawn = 20_000;
const anId = /^[A-Za-z_][\w.-]{0,63}$/;

/**
 * Makes an SVG safe to show: reads it as XML, keeps the elements and attributes that are allowed, and writes it anew. What
 * could run or load anything is refused, so that nobody wonders where it went. Made safe twice it stays the same.
 * @throws LogoRefused
 */
export function safeSvg(text: string): SafeLogo {
  const root = readSvg(text);
  const styles = classStyles(stylesIn(root));
  const kept = keep(root, styles, false);
  checkUses(kept);
  const { width, height, viewBox } = measures(root);
  for (const name of ['x', 'y']) kept.attributes.delete(name);
  kept.attributes = new Map([
    ['xmlns', svgNamespace],
    ['viewBox', viewBox],
    ['width', String(width)],
    ['height', String(height)],
    ...[...kept.attributes].filter(([name]) => !['xmlns', 'viewBox', 'width', 'height'].includes(name)),
  ]);
  const content = new TextEncoder().encode(`${write(kept)}\n`);
  return { type: 'svg', content, width: Math.ceil(width), height: Math.ceil(height) };
}

function stylesIn(node: SvgNode): string[] {
  const own =
    node.name === 'style' ? [node.children.filter((child) => typeof child === 'string').join('')] : [];
  return [...own, ...node.children.flatMap((child) => (typeof child === 'string' ? [] : stylesIn(child)))];
}

/** What may stay of an element and all in it. */
function keep({ name, attributes: given, children }: SvgNode, styles: Style, isDefinition: boolean): SvgNode {
  const within = isDefinition || definitions.has(name);
  const kept: SvgNode = { name, attributes: new Map(), children: [] };
  const all = [
    ...given,
    ...(given.get('class') ?? '').split(/\s+/).flatMap((word) => [...(styles.get(word) ?? [])]),
    ...declarationsIn(given.get('style') ?? ''),
  ];
  for (const [property, value] of all) {
    if (!attributes.has(property)) {
      checkStray(property, value);
      continue;
    }
    checkValue(property, value);
    const isReference = property === 'mask' || property === 'clip-path';
    if (within && isReference && value !== 'none') refuse('too-complex');
    if (property !== 'id' || anId.test(value)) kept.attributes.set(property, value.trim());
  }
  for (const child of children) {
    if (typeof child === 'string') {
      if (withText.has(name) && child.trim() !== '') kept.children.push(child);
      continue;
    }
    checkElement(child);
    if (elements.has(child.name) && child.name !== 'svg') kept.children.push(keep(child, styles, within));
  }
  return kept;
}

/** Whatever could run or load something is no slip of an editor. */
function checkElement({ name, attributes: given, children }: SvgNode): void {
  if (name === 'script') refuse('script');
  if (name === 'foreignObject') refuse('foreign');
  if (name === 'image' || name === 'feImage' || name === 'a') refuse('outside');
  if (elements.has(name)) return;
  for (const [property, value] of given) checkStray(property, value);
  for (const child of children) if (typeof child !== 'string') checkElement(child);
}

function checkStray(property: string, value: string): void {
  if (property === 'src' || property === 'href' || property === 'base') checkValue('href', value);
}

const local = /^#[A-Za-z_][\w.-]{0,63}$/;

function checkValue(property: string, value: string): void {
  if (property === 'href' && !local.test(value.trim())) refuse('outside');
  if (/(?:java|vb)script\s*:|data\s*:/i.test(value)) refuse('outside');
  // `url(` may be written in many ways in CSS: with a backslash it is not looked at any further.
  if (value.includes('\\') || value.includes('@')) refuse('styles');
  const outside = value.replaceAll(/url\(\s*(["']?)#[A-Za-z_][\w.-]{0,63}\1\s*\)/gi, '');
  if (/(?:url|image|image-set|src|element)\s*\(|\/\/|expression/i.test(outside)) refuse('outside');
}

/** What is drawn again by `use` is a plain part of the logo, and not too much in all. */
function checkUses(root: SvgNode): void {
  const byId = new Map<string, SvgNode>();
  const uses: SvgNode[] = [];
  const walk = (node: SvgNode) => {
    const id = node.attributes.get('id');
    // A browser takes the first of two, and this the last.
    if (id !== undefined && byId.has(id)) refuse('too-complex');
    if (id !== undefined) byId.set(id, node);
    if (node.name === 'use') uses.push(node);
    for (const child of node.children) if (typeof child !== 'string') walk(child);
  };
  walk(root);
  let drawn = 0;
  for (const use of uses) {
    const target = byId.get((use.attributes.get('href') ?? '').slice(1));
    if (!target) continue;
    const size = plainSize(target);
    drawn += size;
    if (drawn > mostDrawn) refuse('too-complex');
  }
}

function plainSize(node: SvgNode): number {
  const points = ['mask', 'clip-path'].some((name) => (node.attributes.get(name) ?? 'none') !== 'none');
  if (node.name === 'use' || node.name === 'svg' || points) return refuse('too-complex');
  return node.children.reduce((sum, child) => sum + (typeof child === 'string' ? 0 : plainSize(child)), 1);
}

/** Looked for in a short text only. */
const number = /^(\d+(?:\.\d+)?)(?:\s?px)?$/;

/** How large it is drawn: by its width and height in pixels, else by its `viewBox`. */
function measures({ attributes: given }: SvgNode) {
  const box = (given.get('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [x = 0, y = 0, across = Number.NaN, down = Number.NaN] = box;
  const sideOf = (name: string) =>
    Number(number.exec((given.get(name) ?? '').trim().slice(0, 50))?.[1] ?? Number.NaN);
  const isBox = box.length === 4 && box.every(Number.isFinite) && across > 0 && down > 0;
  const width = sideOf('width') || (isBox ? across : Number.NaN);
  const height = sideOf('height') || (isBox ? down : Number.NaN);
  if (!(width >= 1 && height >= 1 && width <= 10_000 && height <= 10_000)) return refuse('measures');
  const viewBox = isBox ? [x, y, across, down].join(' ') : `0 0 ${width} ${height}`;
  return { width, height, viewBox };
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replaceAll(/[&<>"]/g, (sign) => escapes[sign] ?? '');

function write({ name, attributes: given, children }: SvgNode): string {
  const written = [...given].map(([property, value]) => ` ${property}="${escaped(value)}"`).join('');
  const inside = children
    .map((child) => (typeof child === 'string' ? escaped(child) : write(child)))
    .join('');
  return inside === '' ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`;
}

import sax, { type QualifiedTag } from 'sax';

/** An element as the parser found it, or a piece of text. */
export interface SvgNode {
  name: string;
  /** By local name; of `xlink:href` too. What is in another namespace is not here. */
  attributes: Map<string, string>;
  children: (SvgNode | string)[];
}

/** Why a file is no logo that we show. Each is a key of the texts of the page. */
export type LogoFault =
  | 'no-image'
  | 'html'
  | 'script'
  | 'handler'
  | 'foreign'
  | 'outside'
  | 'entities'
  | 'styles'
  | 'broken'
  | 'measures'
  | 'too-complex'
  | 'too-large';

export class LogoRefused extends Error {
  override name = 'LogoRefused';
  readonly fault: LogoFault;

  constructor(fault: LogoFault) {
    super(fault);
    this.fault = fault;
  }
}

export const svgNamespace = 'http://www.w3.org/2000/svg';
const xlinkNamespace = 'http://www.w3.org/1999/xlink';
const mostElements = 10_000;
const mostDepth = 50;
/** What editors keep for themselves has no name here, so it is left out. */
const otherNamespace = '';

/**
 * Reads an SVG with a strict XML parser that knows no entities but those of XML itself, so nothing grows while it is read.
 * @throws LogoRefused for what is no well-formed SVG, declares entities, or is too deep or too large.
 */
export function readSvg(text: string): SvgNode {
  // Its types do not know the last one: without it `&nbsp;` would be read as in HTML.
  const options = { xmlns: true, position: false, strictEntities: true };
  const reader = sax.parser(true, options);
  const open: SvgNode[] = [];
  let root: SvgNode | undefined;
  let elements = 0;

  reader.onerror = () => refuse('broken');
  reader.ondoctype = (doctype) => {
    // A plain one is a custom of old programs; one with an inner part can declare what is not there.
    if (doctype.includes('[') || /entity/i.test(doctype)) refuse('entities');
  };
  reader.onopentag = (tag) => {
    if (!isQualified(tag)) return refuse('broken');
    const { uri, local, attributes } = tag;
    if (uri !== svgNamespace && local.toLowerCase() === 'html') refuse('html');
    if (root !== undefined && open.length === 0) refuse('broken');
    if (root === undefined && !(uri === svgNamespace && local === 'svg')) refuse('no-image');
    elements += 1;
    if (elements > mostElements || open.length >= mostDepth) refuse('too-complex');
    const node: SvgNode = {
      name: uri === svgNamespace ? local : otherNamespace,
      attributes: new Map(),
      children: [],
    };
    for (const one of Object.values(attributes)) {
      if (/^on/i.test(one.local)) refuse('handler');
      const isLink = one.local === 'href' && (one.uri === xlinkNamespace || one.uri === '');
      if (one.prefix === '' || isLink) node.attributes.set(one.local, one.value);
    }
    open.at(-1)?.children.push(node);
    root ??= node;
    open.push(node);
  };
  reader.onclosetag = () => void open.pop();
  const addText = (piece: string) => void open.at(-1)?.children.push(piece);
  reader.ontext = addText;
  reader.oncdata = addText;
  reader.write(text).close();
  return root ?? refuse('no-image');
}

export function refuse(fault: LogoFault): never {
  throw new LogoRefused(fault);
}

const isQualified = (tag: object): tag is QualifiedTag => 'uri' in tag && 'local' in tag;

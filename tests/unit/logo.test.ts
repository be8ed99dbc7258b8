import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import sax from 'sax';
import { mostUploadBytes, safeLogo } from '#server/looks/safeLogo.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const svg = (inside: string, attributes = 'viewBox="0 0 10 10"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inside}</svg>`;

function madeOf(text: string): string {
  const made = safeLogo(bytes(text));
  assert.ok(made.ok, `refused as ${made.ok || made.error}: ${text}`);
  return new TextDecoder().decode(made.logo.content);
}
function faultOf(content: Uint8Array | string): string | null {
  const made = safeLogo(typeof content === 'string' ? bytes(content) : content);
  return made.ok ? null : made.error;
}

test('what could run, load or grow is refused by what it is, whatever its name', () => {
  const laughs = `<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>${svg('<title>&b;</title>')}`;
  const cases: [string, string][] = [
    [svg('<script>alert(1)</script>'), 'script'],
    [svg('<g><svg:script xmlns:svg="http://www.w3.org/2000/svg" href="#a"/></g>'), 'script'],
    [svg('<metadata><script/></metadata>'), 'script'],
    [svg('<path d="M0 0h1" onclick="alert(1)"/>'), 'handler'],
    [svg('', 'viewBox="0 0 1 1" ONLOAD="alert(1)"'), 'handler'],
    [svg('<foreignObject><p/></foreignObject>'), 'foreign'],
    [svg('<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'), 'foreign'],
    [svg('<metadata><html xmlns="http://www.w3.org/1999/xhtml"/></metadata>'), 'html'],
    [svg('<image href="https://example.nl/x.png"/>'), 'outside'],
    [svg('<image xlink:href="data:image/png;base64,AA=="/>'), 'outside'],
    [svg('<a href="javascript:alert(1)"><path d="M0 0h1"/></a>'), 'outside'],
    [svg('<use href="other.svg#a"/>'), 'outside'],
    [svg('<use xlink:href="//example.nl/a.svg#a"/>'), 'outside'],
    [svg('<path fill="url(https://example.nl/a#b)" d="M0 0h1"/>'), 'outside'],
    [svg('<path style="fill:url( //example.nl/a )" d="M0 0h1"/>'), 'outside'],
    [svg('<path style="fill:u\\72l(//example.nl)" d="M0 0h1"/>'), 'styles'],
    [svg('<style>@import url(//example.nl/a.css);</style>'), 'styles'],
    [svg('<style>path{fill:red}</style>'), 'styles'],
    [svg('<style>.a{fill:url(//example.nl)}</style><path class="a" d="M0 0h1"/>'), 'outside'],
    [laughs, 'entities'],
    [
      `<!DOCTYPE svg SYSTEM "file:///etc/passwd" [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg('')}`,
      'entities',
    ],
    [svg('<title>&nbsp;</title>'), 'broken'],
    [svg('<path d="M0 0h1">'), 'broken'],
    [`${svg('')}<p>`, 'broken'],
    ['<!DOCTYPE html><html><body>logo</body></html>', 'html'],
    ['<html xmlns="http://www.w3.org/1999/xhtml"/>', 'html'],
    ['<logo/>', 'no-image'],
    ['GIF89a', 'no-image'],
    ['', 'no-image'],
    [svg('', ''), 'measures'],
    [svg('', 'viewBox="0 0 0 10"'), 'measures'],
    [svg('', 'width="20000" height="1"'), 'measures'],
    [svg('<g>'.repeat(60) + '</g>'.repeat(60)), 'too-complex'],
    [svg('<path d="M0 0"/>'.repeat(11_000)), 'too-complex'],
    [svg(`<defs><g id="a"><use href="#b"/></g></defs><use href="#a"/>`), 'too-complex'],
    [svg(`<g id="a">${'<path d="M0 0"/>'.repeat(300)}</g>${'<use href="#a"/>'.repeat(100)}`), 'too-complex'],
    [svg('<mask id="a"><g mask="url(#b)"/></mask>'), 'too-complex'],
    // Of two with one id a browser draws the first.
    [svg('<g id="a"><use href="#a"/></g><path id="a" d="M0 0"/>'), 'too-complex'],
    // What would take a careless pattern minutes.
    [svg('', `width="1${' '.repeat(150_000)}x" height="1"`), 'measures'],
    [svg(`<style>${'/*a'.repeat(50_000)}</style>`), 'styles'],
  ];
  for (const [text, fault] of cases) assert.equal(faultOf(text), fault, text.slice(0, 200));
  assert.equal(faultOf(new Uint8Array(20 * 1024 * 1024)), 'too-large');
  assert.equal(faultOf(svg(`<path d="${'M0 0'.repeat(60_000)}"/>`)), 'too-large');
  assert.equal(faultOf(new Uint8Array([0xff, 0xfe, 0x3c])), 'no-image');
});

test('what editors write becomes a plain logo that looks the same', () => {
  const written = madeOf(
    `<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
     <!-- made by an editor --><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:e="http://example.nl/editor" width="20px" height="10" e:version="1">
     <style>.a,.b{fill:#fff;} .b { stroke : none !important }</style><metadata><e:rdf>x</e:rdf></metadata><e:view/>
     <defs><clipPath id="c"><use xlink:href="#d"/></clipPath><rect id="d" width="1" height="1"/></defs>
     <path class="b" style="stroke-width:2" d="M0 0h1" e:name="x" data-name="y" clip-path="url(#c)"/>
     <text x="1">A &amp; <tspan>B</tspan></text><filter id="f"/></svg>`,
  );
  assert.equal(
    written,
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10" width="20" height="10">' +
      '<defs><clipPath id="c"><use href="#d"/></clipPath><rect id="d" width="1" height="1"/></defs>' +
      '<path d="M0 0h1" clip-path="url(#c)" fill="#fff" stroke="none" stroke-width="2"/>' +
      '<text x="1">A &amp; <tspan>B</tspan></text></svg>\n',
  );
});

test('the logo and the pictures that ship pass', () => {
  for (const file of ['logo.svg', 'art/voordeur.svg', 'apple-touch-icon.png'])
    assert.equal(faultOf(readFileSync(`public/${file}`)), null, file);
});

const names = [
  'g',
  'path',
  'use',
  'script',
  'foreignObject',
  'image',
  'style',
  'a',
  'mask',
  'x:script',
  'set',
  'text',
];
const keys = ['d', 'href', 'xlink:href', 'onload', 'style', 'fill', 'id', 'class', 'xml:base', 'begin', 'to'];
const values = [
  '#a',
  'url(#a)',
  'url(//x.nl)',
  'javascript:x',
  'fill:url(//x.nl)',
  'M0 0h1',
  '"><script>',
  'a',
  '&#106;avascript:x',
];
const attribute = fc.tuple(fc.constantFrom(...keys), fc.constantFrom(...values));
const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      fc.constantFrom(...names),
      fc.uniqueArray(attribute, { maxLength: 3, selector: ([key]) => key }),
      fc.array(fc.oneof({ maxDepth: 3 }, fc.constantFrom('t', '&lt;script>'), tie('element')), {
        maxLength: 3,
      }),
    )
    .map(([name, attributes, children]) => {
      const written = attributes.map(
        ([key, value]) => ` ${key}="${value.replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"`,
      );
      return `<${name}${written.join('')}>${children.join('')}</${name}>`;
    }),
}));

test('whatever is accepted has nothing but what is allowed, and made safe again it is the same', () => {
  fc.assert(
    fc.property(fc.array(element, { maxLength: 4 }), (inside) => {
      const made = safeLogo(
        bytes(svg(inside.join(''), 'viewBox="0 0 9 9" xmlns:x="http://www.w3.org/2000/svg"')),
      );
      if (!made.ok) return;
      const text = new TextDecoder().decode(made.logo.content);
      const again = safeLogo(made.logo.content);
      assert.ok(again.ok && new TextDecoder().decode(again.logo.content) === text);
      const reader = sax.parser(true);
      reader.onopentag = ({ name, attributes }) => {
        assert.ok(['svg', 'g', 'path', 'use', 'mask', 'text'].includes(name), name);
        for (const [key, value] of Object.entries(attributes)) {
          assert.ok(!/^on|style|class|^x(?!mlns$)|:/.test(key), key);
          assert.doesNotMatch(
            String(value),
            key === 'xmlns' ? /^(?!http:\/\/www\.w3\.org\/2000\/svg$)/ : /\/\/|script:/,
          );
        }
      };
      reader.write(text).close();
    }),
    { numRuns: 300 },
  );
});

/** A PNG of one colour, with parts of its own between header and data. */
interface Picture {
  width?: number;
  height?: number;
  rows?: number;
  extra?: Buffer[];
}
function png({ width = 2, height = 2, rows = height, extra = [] }: Picture = {}): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const data = deflateSync(Buffer.alloc(rows * (1 + width * 3)));
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    start,
    part('IHDR', header),
    ...extra,
    part('IDAT', data),
    part('IEND', Buffer.alloc(0)),
  ]);
}
function part(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(content.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

test('a PNG is what its header and its pixels say, and loses what draws nothing', () => {
  const made = safeLogo(png({ extra: [part('tEXt', Buffer.from('Author\0Robin'))] }));
  assert.ok(made.ok);
  assert.deepEqual([made.logo.type, made.logo.width, made.logo.height], ['png', 2, 2]);
  assert.ok(!Buffer.from(made.logo.content).includes('Robin'));
  const trailing = safeLogo(Buffer.concat([png(), Buffer.from('<script>')]));
  assert.ok(trailing.ok && !Buffer.from(trailing.logo.content).includes('script'));
  const broken = png();
  broken[30] = (broken[30] ?? 0) ^ 1;
  assert.equal(faultOf(broken), 'broken');
  assert.equal(faultOf(png().subarray(0, 40)), 'broken');
  assert.equal(faultOf(png({ rows: 3 })), 'broken');
  assert.equal(faultOf(png({ width: 2000, height: 1, rows: 200 })), 'broken');
  assert.equal(faultOf(png({ width: 2001 })), 'measures');
  assert.equal(faultOf(png({ width: 0 })), 'measures');
});

test('no file is too odd', () => {
  const some = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.uint8Array({ maxLength: 200 }).map((rest) => Buffer.concat([png().subarray(0, 33), rest])),
    fc.string({ maxLength: 300, unit: 'binary' }).map((text) => bytes(svg(text))),
  );
  fc.assert(fc.property(some, (content) => typeof safeLogo(content).ok === 'boolean'));
  assert.ok(mostUploadBytes < 1024 * 1024);
});

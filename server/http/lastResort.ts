import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { crisisLines } from '#server/kernel/crisis.ts';
import { type Language, languageList, languages } from '#server/kernel/languages.ts';
import { say, type TextKey } from '#server/kernel/texts/texts.ts';
import { closedPolicy } from './headers.ts';

type CrisisLine = (typeof crisisLines)[number];

const words: Record<CrisisLine['name'], TextKey> = {
  112: 'title-crisis-danger',
  113: 'title-crisis-suicide',
  kindertelefoon: 'title-crisis-child',
  'veilig-thuis': 'title-crisis-home',
};

const style =
  ':root{color-scheme:light dark}body{font:1.125rem/1.5 system-ui,sans-serif;margin:1rem auto;max-width:36rem;padding:0 1rem}a{display:inline-block;padding:.5rem}';
const policy = `${closedPolicy}; base-uri 'none'; form-action 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`;

const call = (number: string) => `<a href="tel:${number.replaceAll('-', '')}">${number}</a>`;

const line = (language: Language, { name, numbers }: CrisisLine) =>
  `<li>${say(language, words[name])}: ${numbers.map(call).join(' ')}</li>`;

const part = (language: Language) =>
  [
    `<section lang="${language}" dir="${languages[language].direction}">`,
    `<h1>${say(language, 'title-last-resort')}</h1>`,
    `<p>${say(language, 'last-resort')}</p>`,
    `<h2>${say(language, 'title-last-resort-help')}</h2>`,
    `<ul>${crisisLines.map((one) => line(language, one)).join('')}</ul>`,
    '</section>',
  ].join('\n');

/** Both languages, the reader's first. */
const page = (language: Language) =>
  [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${say(language, 'title-last-resort')} - Doorstart</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<main>',
    part(language),
    ...languageList.filter((other) => other !== language).map(part),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');

const pages = new Map(languageList.map((language) => [language, page(language)]));

/**
 * The response when no page can be rendered: plain, in both languages, with the numbers for a crisis, and built without anything
 * that can fail. A response that was started is cut off, so that half a page is not taken for a whole one.
 */
export function answerLastResort(res: ServerResponse, status: number, language: Language): void {
  if (res.headersSent) {
    if (!res.writableEnded) res.destroy();
    return;
  }
  const body = pages.get(language) ?? '';
  if (status === 503) res.setHeader('Retry-After', '10');
  res.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Content-Security-Policy': policy,
    'Cache-Control': 'no-store',
  });
  res.end(body);
}

import { isPng, safePng } from './safePng.ts';
import { type SafeLogo, safeSvg } from './safeSvg.ts';
import { type LogoFault, LogoRefused, refuse } from './svgTree.ts';

/** The largest logo that is kept, in bytes. */
const mostLogoBytes = 200 * 1024;
/** The largest file that is looked at: editors write much that is left out. */
export const mostUploadBytes = 512 * 1024;

export type MadeSafe = { ok: true; logo: SafeLogo } | { ok: false; error: LogoFault };

/** Makes a logo out of a file that somebody sent, by what is in it and never by its name. */
export function safeLogo(bytes: Uint8Array): MadeSafe {
  try {
    const logo = safeOf(bytes);
    return logo.content.byteLength > mostLogoBytes ? { ok: false, error: 'too-large' } : { ok: true, logo };
  } catch (error) {
    if (error instanceof LogoRefused) return { ok: false, error: error.fault };
    throw error;
  }
}

function safeOf(bytes: Uint8Array): SafeLogo {
  if (bytes.byteLength > mostUploadBytes) return refuse('too-large');
  if (isPng(bytes)) return safePng(bytes);
  const text = textOf(bytes);
  const start = text.trimStart().slice(0, 1000).toLowerCase();
  if (/^<(?:!doctype html|html|head|body)\b/.test(start)) return refuse('html');
  return start.startsWith('<') ? safeSvg(text) : refuse('no-image');
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse('no-image');
  }
}

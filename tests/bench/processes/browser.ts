import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright';
import { findChromium } from '#server/commands/browser.mjs';

/** Starts the Chromium of this machine, which asks for nothing by itself. */
export async function startBrowser(...more: string[]): Promise<Browser> {
  const executablePath = findChromium(fileURLToPath(new URL('../../..', import.meta.url)));
  if (!executablePath) throw new Error('expected a Chromium: install one, or set CHROMIUM_PATH to it');
  return chromium.launch({
    executablePath,
    args: [
      ...more,
      // As root Chromium has no sandbox of its own.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

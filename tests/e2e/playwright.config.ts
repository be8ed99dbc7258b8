import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { findChromium } from '#server/commands/browser.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const chromium = findChromium(root);

/** The journeys in a real browser on the built site; each worker has a server and a database of its own. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  globalSetup: './support/cluster.ts',
  fullyParallel: true,
  // Two keep two cores at work for four fifths of the time: a page waits for its server, and a server for its database.
  workers: 3,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    locale: 'nl-NL',
    timezoneId: 'Europe/Amsterdam',
    viewport: { width: 390, height: 844 },
    // Chromium refuses a view transition, as an error in the page, where Playwright watches the requests.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    // A trace costs a third of the time again: ask for one with `--trace on` when a test fails.
    trace: 'off',
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: [
        // As root Chromium has no sandbox of its own.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        // The site asks for nothing from elsewhere; if it did, it would be seen and come to nothing.
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
});

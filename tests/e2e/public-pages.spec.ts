import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { defaultLanguage, inLanguage, languageList } from '#server/kernel/languages.ts';
import { publicPaths } from '../../src/site/publicPaths.ts';
import { expect, test } from './support/fixtures.ts';
import { expectUsable, expectUsableInOtherWords } from './support/usable.ts';

// Without moving parts: a colour that is on its way is nobody's fault.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

const mostHtml = 14_000;
const mostScript = 2000;
const withIsland = new Set<string>(['/startkwalificatie']);

for (const language of languageList) {
  for (const half of [0, 1]) {
    const paths = publicPaths.filter((_, index) => index % 2 === half);
    test(`everybody can use the public pages (${language}, ${half + 1} of 2)`, async ({ page }) => {
      for (const path of paths) {
        const address = inLanguage(language, path);
        await test.step(address, async () => {
          const answer = await page.goto(address);
          const html = gzipSync((await answer?.body()) ?? '').length;
          expect(html, `bytes of HTML of ${address} after gzip`).toBeLessThanOrEqual(mostHtml);
          await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
          if (!withIsland.has(path)) {
            const script = await weighScripts(page);
            expect(script, `bytes of script of ${address} after gzip`).toBeLessThanOrEqual(mostScript);
          }
          if (language === defaultLanguage) await expectUsable(page, { thumbs: true });
          else await expectUsableInOtherWords(page);
        });
      }
    });
  }
}

/** What the page runs, inside it or fetched, after gzip. */
async function weighScripts(page: Page): Promise<number> {
  const { sources, inline } = await page.evaluate(() => {
    const scripts = [...document.querySelectorAll('script')].filter(
      ({ type }) => type !== 'application/ld+json',
    );
    return {
      sources: scripts.flatMap(({ src }) => (src ? [src] : [])),
      inline: scripts.map(({ text }) => text).join('\n'),
    };
  });
  let bytes = inline.trim() === '' ? 0 : gzipSync(inline).length;
  for (const source of new Set(sources)) {
    bytes += gzipSync(await (await page.request.get(source)).body()).length;
  }
  return bytes;
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { languageList, splitLanguage } from '#server/kernel/languages.ts';
import { linkPath } from '../../src/beheer/links/address.ts';
import { snippetOf } from '../../src/beheer/links/snippet.ts';
import { wantedManner } from '../../src/booking/manner.ts';

// Links for posters and other sites.

const words = fc.string({ minLength: 1 });

test('a link says what was chosen, and the page that it opens reads the same of it', () => {
  const there = fc.constantFrom('op-locatie' as const, 'wandelen' as const);
  const place = fc.record({ modality: there, location: words }, { noNullPrototype: true });
  const manner = fc.option(
    fc.oneof(place, fc.constant({ modality: 'telefoon' as const, location: undefined })),
    { nil: undefined },
  );
  const topic = fc.option(words, { nil: undefined });
  fc.assert(
    fc.property(fc.constantFrom(...languageList), topic, manner, (language, topic, manner) => {
      const path = linkPath({ language, topic, manner });
      const found = splitLanguage(path);
      const { searchParams: query, pathname } = new URL(found.url, 'http://x');
      assert.equal(found.language, language);
      assert.equal(query.get('topic') ?? undefined, topic);
      assert.deepEqual(wantedManner(query), manner);
      const asked = topic === undefined ? '/afspraak' : manner ? '/afspraak/wanneer' : '/afspraak/hoe';
      assert.equal(pathname, asked);
    }),
  );
});

test('the HTML for another site holds what was typed as text', () => {
  const sentence = '<script>alert("x")</script> & meer';
  const html = snippetOf({
    language: 'nl',
    sentence,
    label: 'Maak',
    url: 'https://x.nl/afspraak?topic=a&location="b"',
  });
  assert.equal(
    html,
    '<p lang="nl">&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; meer <a href="https://x.nl/afspraak?topic=a&amp;location=&quot;b&quot;" hreflang="nl">Maak</a></p>',
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutFormerNames } from '../../src/site/formerNames.ts';

const to = (address: string) => withoutFormerNames(new URL(address, 'http://voordeur.example'));

test('a link that was kept from before goes on with the names of now, and any other as it is', () => {
  assert.equal(to('/afspraak?onderwerp=geld&plek=laak'), '/afspraak?topic=geld&location=laak');
  assert.equal(
    to('/afspraak/wanneer?onderwerp=geld&vorm=op-locatie&plek=laak&week=2026-11-23'),
    '/afspraak/wanneer?topic=geld&modality=op-locatie&location=laak&week=2026-11-23',
  );
  assert.equal(to('/afspraak?met=x1&iedereen=ja'), '/afspraak?casemanager=x1&everyone=yes');
  assert.equal(to('/professionals?zoek=ja+hoor%26'), '/professionals?search=ja+hoor%26');
  assert.equal(to('/professionals?zoek=ja'), '/professionals?search=ja');
  assert.equal(to('/chat?vraag=ja'), '/chat?question=yes');
  for (const now of ['/afspraak', '/afspraak?topic=geld', '/?utm=onderwerp']) assert.equal(to(now), null);
  assert.equal(to('/medewerker/week?week=2026-W48&wie=a'), '/medewerker/week?week=2026-W48&who=a');
  assert.equal(
    to('/medewerker/dag?dag=2026-11-23&afspraak=b'),
    '/medewerker/dag?date=2026-11-23&appointment=b',
  );
  assert.equal(to('/medewerker/lijst?vanaf=2026-11-23'), '/medewerker/lijst?from=2026-11-23');
  assert.equal(to('/medewerker/chat?gesprek=c&naast=d'), '/medewerker/chat?conversation=c&beside=d');
  for (const other of ['/medewerker/nieuw?onderwerp=geld', '/afspraak?wie=a'])
    assert.equal(to(other), null, 'each side had names of its own');
});

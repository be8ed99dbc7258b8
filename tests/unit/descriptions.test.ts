import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDescriptions } from '#server/api/descriptions.ts';
import { settingsSchema } from '#server/settings/schema.ts';

const settings = settingsSchema.parse({});

test('the description of the API is made once for an address, and anew under other settings', () => {
  const described = createDescriptions();
  const one = described({ version: 1, settings }, 'https://doorstart.test');
  assert.equal(described({ version: 1, settings }, 'https://doorstart.test'), one);
  const elsewhere = described({ version: 1, settings }, 'https://elders.test');
  assert.notEqual(elsewhere.etag, one.etag);
  const renamed = { ...settings, municipality: 'Elders' };
  const later = described({ version: 2, settings: renamed }, 'https://doorstart.test');
  assert.match(new TextDecoder().decode(later.body.identity), /Gemeente Elders/);
});

test('whoever names many hosts does not make it keep them all', () => {
  const described = createDescriptions();
  const first = described({ version: 1, settings }, 'http://host0.test');
  for (let host = 1; host <= 20; host++) described({ version: 1, settings }, `http://host${host}.test`);
  assert.notEqual(described({ version: 1, settings }, 'http://host0.test'), first);
});

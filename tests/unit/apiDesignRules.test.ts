import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeApi } from '#server/api/describeApi.ts';
import { lintDescription } from '../support/apiDesignRules.ts';

const gemeente = { municipality: 'Voorbeeld', email: 'jongeren@example.nl' };
const written = () => JSON.stringify(describeApi(gemeente, 'https://doorstart.example.nl'));

test('the description keeps the API Design Rules 2.2', async () => {
  assert.deepEqual(await lintDescription(written()), []);
});

test('the description of a demo over http keeps them too', async () => {
  const description = describeApi(gemeente, 'http://127.0.0.1:4321');
  assert.deepEqual(description.servers, [{ url: '/api/v1' }]);
  assert.deepEqual(await lintDescription(JSON.stringify(description)), []);
});

/** Of each the first place is broken, all in one document. */
const breaks: [rule: string, find: string | RegExp, put: string][] = [
  ['oas3-valid-media-example', '"ageGroup":"18-22"', '"ageGroup":"27"'],
  ['operation-operationId-unique', 'listTopics', 'listLocations'],
  ['path-params', '{hold}', '{held}'],
  ['doc-openapi-contact', '"email":"jongeren@example.nl",', ''],
  ['semver', '"version":"1.', '"version":"v1.'],
  ['version-header', '"API-Version"', '"Version"'],
  ['uri-version', '/api/v1', '/api'],
  ['transport-security', 'https://doorstart.example.nl/api', 'http://doorstart.example.nl/api'],
  ['path-segments-kebab-case', '"/topics"', '"/Topics/"'],
  ['query-keys-camel-case', '"name":"modality"', '"name":"how_to_meet"'],
  ['schema-names', /Slots"/g, 'free-slots"'],
  ['property-names', '"expiresAt":', '"expires_at":'],
  ['problem-details', '"application/problem+json"', '"application/json"'],
  ['problem-members', '"required":["type","title","status","detail"]', '"required":["type"]'],
  ['invalid-input', '"400":', '"418":'],
  ['date-time-timezone', '"format":"date-time"', '"format":"date-time-local"'],
  [
    'date-omit-time-portion',
    '"geboortedatum":{"type":"string","format":"date"',
    '"geboortedatum":{"type":"string"',
  ],
];

test('each way to break them is seen', async () => {
  const broken = breaks.reduce((document, [rule, find, put]) => {
    const next = document.replace(find, put);
    assert.notEqual(next, document, rule);
    return next;
  }, written());
  const seen = (await lintDescription(broken)).map((fault) => fault.split(':', 1)[0]);
  assert.deepEqual(
    [...new Set(breaks.map(([rule]) => rule))].filter((rule) => !seen.includes(rule)),
    [],
  );
});

test('what is no OpenAPI is seen', async () => {
  assert.match((await lintDescription(written().replace('"paths":', '"pathen":'))).join(), /oas3-schema/);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { publicUrl, startApi, type TestApi } from '../support/apiServer.ts';

let api: TestApi;
before(async () => {
  api = await startApi();
});
after(() => api.close());

const header = z.object({ schema: z.looseObject({}) });
const media = z.record(z.string(), z.looseObject({ schema: z.looseObject({}) }));
const parameter = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean().optional(),
  description: z.string(),
  schema: z.looseObject({}),
});
const operation = z.looseObject({
  operationId: z.string(),
  summary: z.string(),
  parameters: z.array(parameter).default([]),
  requestBody: z.object({ required: z.boolean(), content: media }).optional(),
  responses: z.record(
    z.string().regex(/^[2-5]\d\d$/),
    z.object({
      description: z.string().min(1),
      headers: z.record(z.string(), header).optional(),
      content: media.optional(),
    }),
  ),
});
/** As much of OpenAPI 3.1 as we use. */
const description = z.object({
  openapi: z.literal('3.1.0'),
  info: z.looseObject({
    title: z.string(),
    version: z.string(),
    contact: z.object({ name: z.string(), email: z.email(), url: z.url() }),
  }),
  servers: z.array(z.object({ url: z.url() })),
  components: z.object({
    schemas: z.record(z.string(), z.looseObject({})),
    parameters: z.object({}).optional(),
  }),
  paths: z.record(
    z.string().regex(/^\/(?!api\/)/),
    z.partialRecord(z.enum(['get', 'post', 'patch', 'delete']), operation),
  ),
});

async function described() {
  const { status, headers, body } = await api.call('/openapi.json');
  assert.equal(status, 200);
  assert.equal(headers.get('content-type'), 'application/json');
  return { body, document: description.parse(body) };
}

test('the description is OpenAPI 3.1 for the address that the reader knows', async () => {
  const { document } = await described();
  assert.equal(document.info.version, '1.6.0');
  assert.deepEqual(document.servers, [{ url: `${publicUrl}/api/v1` }]);
  const calls = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  assert.deepEqual(calls.sort(), [
    'delete /appointments/{token}',
    'delete /holds/{hold}',
    'get /appointments/{token}',
    'get /appointments/{token}/calendar.ics',
    'get /chat',
    'get /locations',
    'get /meldingen/{melding}',
    'get /referrals/consent',
    'get /slots',
    'get /topics',
    'patch /appointments/{token}',
    'post /appointments',
    'post /chat/conversations',
    'post /chat/end',
    'post /chat/questions',
    'post /holds',
    'post /meldingen',
    'post /referrals',
    'post /startkwalificatie',
  ]);
});

test('the description names the gemeente, also after its settings changed', async () => {
  const before = (await described()).document.info.contact;
  assert.deepEqual(before, { name: 'Gemeente Den Haag', email: 'leerlingzaken@denhaag.nl', url: publicUrl });
  const values = JSON.stringify({ municipality: 'Voorbeeld', email: 'jongeren@example.nl' });
  await api.database.sql`insert into settings (values) values (${values}::text::jsonb)`;
  api.services.bus.say({ roster: true });
  const after = (await described()).document.info.contact;
  assert.deepEqual(after, { name: 'Gemeente Voorbeeld', email: 'jongeren@example.nl', url: publicUrl });
});

test('a page of anybody may read the description, and nothing else', async () => {
  const origin = { origin: 'https://elders.example' };
  for (const method of ['GET', 'HEAD', 'OPTIONS']) {
    const { status, headers } = await api.call('/openapi.json', { method, headers: origin });
    assert.ok(status === 200 || status === 204);
    assert.equal(headers.get('access-control-allow-origin'), '*');
    assert.equal(headers.get('api-version'), '1.6.0');
  }
  const asks = {
    ...origin,
    'access-control-request-method': 'GET',
    'access-control-request-headers': 'x-mine',
  };
  const preflight = await api.call('/openapi.json', { method: 'OPTIONS', headers: asks });
  assert.equal(preflight.headers.get('access-control-allow-methods'), 'GET, HEAD');
  assert.equal(preflight.headers.get('access-control-allow-headers'), '*');
  for (const method of ['GET', 'OPTIONS']) {
    const { headers } = await api.call('/topics', { method, headers: asks });
    assert.equal(headers.get('access-control-allow-origin'), null);
  }
});

test('each operation has its own name, and describes every part of its path', async () => {
  const { document } = await described();
  const names: string[] = [];
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const { operationId, parameters } of Object.values(methods)) {
      names.push(operationId);
      const inPath = parameters.filter((one) => one.in === 'path');
      const parts = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      assert.deepEqual(
        inPath.map(({ name }) => name),
        parts,
        path,
      );
      assert.ok(inPath.every(({ required }) => required));
    }
  }
  assert.equal(new Set(names).size, names.length);
});

test('every reference leads somewhere', async () => {
  const { body, document } = await described();
  const refs = [...JSON.stringify(body).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = '']) => ref);
  assert.ok(refs.length > 0);
  for (const ref of refs) {
    assert.ok((document.components.schemas[ref.replace('#/components/schemas/', '')] ?? null) !== null, ref);
  }
});

test('what comes in is described as it is checked', async () => {
  const { document } = await described();
  const schema = document.paths['/appointments']?.post?.requestBody?.content['application/json']?.schema;
  const fields = z
    .looseObject({ properties: z.record(z.string(), z.looseObject({})), required: z.array(z.string()) })
    .parse(schema);
  assert.deepEqual(fields.required.toSorted(), ['ageGroup', 'contact', 'name', 'topic']);
  assert.deepEqual(fields.properties.ageGroup?.enum, ['tot-18', '18-22', '23-26']);
  const query = document.paths['/slots']?.get?.parameters ?? [];
  assert.deepEqual(
    query.map(({ name, required }) => [name, required]),
    [
      ['topic', true],
      ['from', true],
      ['to', true],
      ['location', false],
      ['modality', false],
      ['casemanager', false],
    ],
  );
});

test('the API answers as it is described', async () => {
  const { body, document } = await described();
  const asJsonSchema = (part: unknown) =>
    JSON.parse(JSON.stringify(part).replaceAll('#/components/schemas/', '#/$defs/'));
  const $defs = asJsonSchema(body.components.schemas);
  const asked: [string, string][] = [
    ['/locations', '/locations'],
    ['/topics', '/topics'],
    ['/slots?topic=school&from=2026-11-23&to=2026-11-24', '/slots'],
    ['/slots', '/slots'],
    ['/chat', '/chat'],
    ['/appointments/x', '/appointments/{token}'],
  ];
  for (const [path, template] of asked) {
    const answer = await api.call(path);
    const response = document.paths[template]?.get?.responses[answer.status];
    const schema = response?.content?.[answer.headers.get('content-type') ?? '']?.schema;
    assert.ok(schema, `${path} ${answer.status}`);
    const described = z.fromJSONSchema({ ...asJsonSchema(schema), $defs });
    described.parse(answer.body);
    assert.equal(described.safeParse({}).success, false, 'the description says something');
  }
});

// biome-ignore-all lint/suspicious/noThenProperty: the linter's rules say with 'then' what must hold

import core from '@stoplight/spectral-core';
import formats from '@stoplight/spectral-formats';
import functions from '@stoplight/spectral-functions';
import rulesets from '@stoplight/spectral-rulesets';

const { pattern, schema, truthy, casing } = functions;

const anyOperation = '$.paths[*][get,post,put,patch,delete]';
const answersWith = (statuses: string) =>
  `$.paths[*][*].responses[?(@property.match(/^[${statuses}]\\d\\d$/))]`;
const requires = (...names: string[]) => ({
  function: schema,
  functionOptions: { schema: { required: names } },
});
const members = ['type', 'title', 'status', 'detail'];
const hasMembers = {
  required: ['required'],
  properties: { required: { allOf: members.map((name) => ({ contains: { const: name } })) } },
};

/**
 * What the Dutch API Design Rules 2.2 (Logius, https://gitdocumentatie.logius.nl/publicatie/api/adr/) ask of a description,
 * in words of our own. Stricter than asked where that costs nothing: every answer names the version, for instance.
 */
const ruleset = new core.Ruleset({
  extends: [[rulesets.oas, 'off']],
  formats: [formats.oas3],
  rules: {
    // publish-openapi: it is OpenAPI, and its examples are true.
    'oas3-schema': 'error',
    'operation-operationId-unique': 'error',
    'path-params': 'error',
    'openapi-tags-uniqueness': 'error',
    'oas3-valid-media-example': 'error',
    'oas3-valid-schema-example': 'error',
    'oas3-server-variables': 'error',
    'oas3-api-servers': 'error',
    'path-keys-no-trailing-slash': 'error',
    'doc-openapi': {
      message: 'the description is in OpenAPI 3',
      given: '$',
      then: { field: 'openapi', function: pattern, functionOptions: { match: '^3\\.\\d+(\\.\\d+)?$' } },
    },
    'doc-openapi-contact': {
      message: 'who answers for the API is named, with an e-mail address and a page',
      given: '$.info',
      then: [
        { field: 'contact', function: truthy },
        { field: 'contact', ...requires('name', 'email', 'url') },
      ],
    },
    semver: {
      message: 'the version is three numbers',
      given: '$.info.version',
      then: { function: pattern, functionOptions: { match: '^(0|[1-9]\\d*)(\\.(0|[1-9]\\d*)){2}$' } },
    },
    'version-header': {
      message: 'every answer tells the version in full',
      given: answersWith('2-5'),
      then: [
        { field: 'headers', function: truthy },
        { field: 'headers', ...requires('API-Version') },
      ],
    },
    'uri-version': {
      message: 'the address of the API ends with its major version',
      given: '$.servers[*].url',
      then: { function: pattern, functionOptions: { match: '/v[1-9]\\d*$' } },
    },
    'transport-security': {
      message: 'the API is asked over https only',
      given: '$.servers[*].url',
      then: { function: pattern, functionOptions: { notMatch: '^http://' } },
    },
    'path-segments-kebab-case': {
      message: 'paths are in small letters with dashes, without a slash at the end',
      given: '$.paths[*]~',
      then: {
        function: pattern,
        functionOptions: { match: '^(/([a-z][a-z0-9]*(-[a-z0-9]+)*(\\.[a-z]+)?|\\{[a-z][A-Za-z]*\\}))+$' },
      },
    },
    'http-methods': {
      message: 'only the methods of HTTP that clients know',
      given: '$.paths[*][*]~',
      then: { function: pattern, functionOptions: { match: '^(get|post|put|patch|delete|parameters)$' } },
    },
    'query-keys-camel-case': {
      message: 'parameters in a query are in camelCase',
      given: '$.paths[*][*].parameters[?(@.in === "query")].name',
      then: { function: casing, functionOptions: { type: 'camel' } },
    },
    'schema-names': {
      message: 'schemas are named in PascalCase',
      given: '$.components.schemas[*]~',
      then: { function: casing, functionOptions: { type: 'pascal' } },
    },
    'property-names': {
      message: 'fields are in camelCase',
      given: '$..properties[*]~',
      then: { function: casing, functionOptions: { type: 'camel' } },
    },
    'problem-details': {
      message: 'what goes wrong is told as a problem (RFC 9457)',
      given: answersWith('45'),
      then: [
        { field: 'content', function: truthy },
        { field: 'content', ...requires('application/problem+json') },
      ],
    },
    'problem-members': {
      message: 'a problem has type, title, status and detail',
      given: `${answersWith('45')}.content[application/problem+json].schema`,
      then: {
        function: schema,
        functionOptions: {
          schema: {
            anyOf: [hasMembers, { required: ['allOf'], properties: { allOf: { contains: hasMembers } } }],
          },
        },
      },
    },
    'invalid-input': {
      message: 'every call can answer 400',
      given: `${anyOperation}.responses`,
      then: requires('400'),
    },
    'date-time-timezone': {
      message: 'a moment has a time zone or an offset, a time of day has none',
      given: '$..properties[*].format',
      then: { function: pattern, functionOptions: { notMatch: '^(date-time-local|time)$' } },
    },
    'date-omit-time-portion': {
      message: 'a field that is a date has that format',
      given: '$..properties[?(@property.match(/([dD]ate|datum)$/))]',
      then: requires('format'),
    },
    'date-is-date': {
      message: 'a field that is a date has no time',
      given: '$..properties[?(@property.match(/([dD]ate|datum)$/))].format',
      then: { function: pattern, functionOptions: { match: '^date$' } },
    },
  },
});

/** The rules that a document in JSON breaks, each with where. */
export async function lintDescription(document: string): Promise<string[]> {
  const spectral = new core.Spectral();
  spectral.setRuleset(ruleset);
  const found = await spectral.run(document);
  return found.map(({ code, path, message }) => `${code}: ${message} (${path.join(' ')})`);
}

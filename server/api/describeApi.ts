import { OpenAPIHono } from '@hono/zod-openapi';
import type { Settings } from '#server/settings/schema.ts';
import { apiBase, apiVersion } from './answer.ts';
import { endpoints } from './endpoints.ts';

/**
 * The OpenAPI 3.1 document of the API as one gemeente has it. What the Dutch API Design Rules ask of it is held by
 * `tests/unit/apiDesignRules.test.ts`.
 */
export function describeApi(
  { municipality, email }: Pick<Settings, 'municipality' | 'email'>,
  publicUrl: string,
) {
  const { openAPIRegistry, getOpenAPI31Document } = new OpenAPIHono();
  openAPIRegistry.registerComponent('securitySchemes', 'organisationKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'The key of an organisation, as a beheerder of the gemeente gave it',
  });
  for (const [route] of endpoints) openAPIRegistry.registerPath(route);
  return getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Doorstart',
      version: apiVersion,
      description:
        'Check a startkwalificatie, make an afspraak with a casemanager and start a chat, without an account. Refer a jongere, or report a pupil, with the key of an organisation. Problems are application/problem+json (RFC 9457), in Dutch or English by Accept-Language. Instants are ISO 8601 with an offset, dates are those of Europe/Amsterdam.',
      contact: { name: `Gemeente ${municipality}`, email, url: publicUrl },
      license: { name: 'EUPL-1.2', url: 'https://eupl.eu/1.2/en/' },
    },
    // Over http, as in the demo, the address counts from where the description was read (OpenAPI 3.1, 4.8.5).
    servers: [{ url: publicUrl.startsWith('https:') ? publicUrl + apiBase : apiBase }],
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { amenities } from '#db/schema/words.ts';
import type { Location } from '#server/roster/types.ts';
import { settingsSchema } from '#server/settings/schema.ts';
import { structuredData } from '../../src/site/structuredData.ts';

// What schema.org says of the types that we use: a property of another type is not read by anybody.
const text = z.string().min(1);
const languages = z.array(z.enum(['nl', 'en']));
const hours = z.array(
  z.strictObject({
    '@type': z.literal('OpeningHoursSpecification'),
    dayOfWeek: z.array(z.string()),
    opens: text,
    closes: text,
  }),
);
const contactPoint = z.strictObject({
  '@type': z.literal('ContactPoint'),
  telephone: text,
  email: z.email().optional(),
  availableLanguage: languages.optional(),
  hoursAvailable: hours.optional(),
});
const organisation = z.strictObject({
  '@type': z.literal('GovernmentOrganization'),
  '@id': z.url(),
  name: text,
  url: z.url(),
  contactPoint,
  location: z.array(
    z.strictObject({
      '@type': z.literal('Place'),
      name: text,
      address: text,
      amenityFeature: z.array(
        z.strictObject({
          '@type': z.literal('LocationFeatureSpecification'),
          name: text,
          value: z.literal(true),
        }),
      ),
      openingHoursSpecification: hours,
    }),
  ),
});
const channel = z.strictObject({
  '@type': z.literal('ServiceChannel'),
  serviceUrl: z.url().optional(),
  servicePhone: contactPoint.optional(),
  availableLanguage: languages,
});
const service = z.strictObject({
  '@type': z.literal('GovernmentService'),
  '@id': z.url(),
  name: text,
  serviceType: text,
  description: text,
  url: z.url(),
  provider: z.strictObject({ '@id': z.url() }),
  areaServed: z.strictObject({ '@type': z.literal('City'), name: text }),
  audience: z.strictObject({ '@type': z.literal('Audience'), audienceType: text }),
  availableChannel: z.array(channel).min(2),
});
const graph = z.strictObject({
  '@context': z.literal('https://schema.org'),
  '@graph': z.tuple([organisation, service]),
});

const nothing = { nl: '', en: '' };
const place: Location = {
  id: 'centrum',
  name: 'Centrum',
  neighbourhood: 'Centrum',
  address: 'Plein 1',
  directions: nothing,
  accessibility: nothing,
  facilities: nothing,
  amenities: [...amenities],
  modalities: ['op-locatie'],
  openingHours: [],
  walkInHours: [],
  phone: null,
  closedUntil: null,
  active: true,
};

for (const lang of ['nl', 'en'] as const) {
  test(`what search engines read has each property where schema.org has it (${lang})`, () => {
    const facts = {
      settings: settingsSchema.parse({}),
      locations: [place],
      publicUrl: 'https://doorstart.test',
      lang,
    };
    const parsed = graph.safeParse(structuredData(facts));
    assert.deepEqual(parsed.error?.issues, undefined);
  });
}

import { existsSync } from 'node:fs';
import satisfies from 'spdx-satisfies';
import { z } from 'zod';

// The standard publiccode.yml 0.7 (https://yml.publiccode.tools), from its text: it has no schema of its own that machines
// read. What it calls deprecated is not here, and strict objects refuse it.

const text = z.string().min(1);
const url = z.url({ protocol: /^https?$/ });
const language = z
  .string()
  .refine((tag) => Intl.getCanonicalLocales(tag)[0] === tag, 'expected a BCP 47 tag');
const country = z.string().regex(/^[A-Z]{2}$/, 'expected ISO 3166-1 alpha-2 in capitals');
const inRepository = (endings: RegExp) =>
  text
    .regex(endings)
    .refine((path) => !path.startsWith('/') && existsSync(path), 'expected a file that is here');
const spdx = text.refine((expression) => {
  try {
    return satisfies(expression, [expression]);
  } catch {
    return false;
  }
}, 'expected an SPDX expression');

/** Of the standard's word lists, the words that may fit this product. */
const category = z.enum([
  'appointment-scheduling',
  'communications',
  'contact-management',
  'customer-service-and-support',
  'digital-citizenship',
  'instant-messaging',
  'online-booking',
  'time-management',
]);
const scope = z.enum(['education', 'employment', 'local-authorities', 'society', 'welfare']);

const description = z.strictObject({
  localisedName: text.optional(),
  shortDescription: text.max(150).regex(/^[^\n]*$/, 'expected one line'),
  longDescription: text.min(150).max(10_000),
  documentation: url.optional(),
  apiDocumentation: url.optional(),
  features: z.array(text).min(1),
  screenshots: z.array(inRepository(/\.(png|jpe?g)$/)).optional(),
  videos: z.array(url).optional(),
  awards: z.array(text).optional(),
});

const contact = z.strictObject({
  name: text,
  email: z.email().optional(),
  phone: z
    .string()
    .regex(/^\+[0-9 ]+$/)
    .optional(),
  affiliation: text.optional(),
});
const contacts = z.array(contact).min(1);
const contractor = z.strictObject({
  name: text,
  until: z.iso.date(),
  email: z.email().optional(),
  website: url.optional(),
});

const dependency = z.strictObject({
  name: text,
  version: text.optional(),
  versionMin: text.optional(),
  versionMax: text.optional(),
  optional: z.boolean().optional(),
});
const organisation = z.strictObject({
  uri: z.union([url, z.string().regex(/^urn:/)]),
  name: text.optional(),
});

export const publiccodeSchema = z.strictObject({
  publiccodeYmlVersion: z.literal('0.7'),
  name: text,
  applicationSuite: text.optional(),
  url,
  landingURL: url.optional(),
  isBasedOn: z.union([url, z.array(url)]).optional(),
  softwareVersion: text.optional(),
  releaseDate: z.iso.date().optional(),
  logo: inRepository(/\.(svgz?|png)$/).optional(),
  organisation: organisation.optional(),
  platforms: z.array(text).min(1),
  categories: z.array(category).optional(),
  usedBy: z.array(text).optional(),
  fundedBy: z.array(organisation).optional(),
  roadmap: url.optional(),
  developmentStatus: z.enum(['concept', 'development', 'beta', 'stable', 'obsolete']),
  softwareType: z.enum([
    'standalone/mobile',
    'standalone/iot',
    'standalone/desktop',
    'standalone/web',
    'standalone/backend',
    'standalone/other',
    'addon',
    'library',
    'configurationFiles',
  ]),
  intendedAudience: z
    .strictObject({
      countries: z.array(country).optional(),
      unsupportedCountries: z.array(country).optional(),
      scope: z.array(scope).optional(),
    })
    .optional(),
  description: z.record(language, description).refine((all) => Object.keys(all).length > 0),
  legal: z.strictObject({ license: spdx, mainCopyrightOwner: text.optional() }),
  maintenance: z.discriminatedUnion('type', [
    z.strictObject({ type: z.enum(['internal', 'community']), contacts }),
    z.strictObject({
      type: z.literal('contract'),
      contractors: z.array(contractor).min(1),
      contacts: contacts.optional(),
    }),
    z.strictObject({ type: z.literal('none'), contacts: contacts.optional() }),
  ]),
  localisation: z.strictObject({
    localisationReady: z.boolean(),
    availableLanguages: z.array(language).min(1),
  }),
  dependsOn: z
    .strictObject({
      open: z.array(dependency).optional(),
      proprietary: z.array(dependency).optional(),
      hardware: z.array(dependency).optional(),
    })
    .optional(),
});

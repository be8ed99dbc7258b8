import { inLanguage, type Language, languageList } from '#server/kernel/languages.ts';
import type { WeekHours } from '#server/openingHours/schema.ts';
import type { Location } from '#server/roster/types.ts';
import type { Settings } from '#server/settings/schema.ts';
import { texts } from '../content/texts.ts';

interface Facts {
  settings: Settings;
  /** Those where somebody can come. */
  locations: readonly Location[];
  /** Without a slash at the end. */
  publicUrl: string;
  lang: Language;
}

const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const openingHours = (hours: WeekHours) =>
  hours.map(({ weekdays, from, until }) => ({
    '@type': 'OpeningHoursSpecification',
    dayOfWeek: weekdays.map((weekday) => dayNames[weekday - 1]),
    opens: from,
    closes: until,
  }));

/** What search engines may know of the gemeente and this service: JSON-LD in the words of schema.org. */
export function structuredData({ settings, locations, publicUrl, lang }: Facts): object {
  const t = texts(lang);
  const organisation = `${publicUrl}/#gemeente`;
  const at = (path: string) => `${publicUrl}${inLanguage(lang, path)}`;
  return {
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'GovernmentOrganization',
        '@id': organisation,
        name: t('site.municipality', { municipality: settings.municipality }),
        url: publicUrl,
        contactPoint: {
          '@type': 'ContactPoint',
          telephone: settings.phoneDirect,
          email: settings.email,
          availableLanguage: languageList,
          hoursAvailable: openingHours(settings.openingHours),
        },
        location: locations.map(({ name, address, amenities, openingHours: hours }) => ({
          '@type': 'Place',
          name,
          address,
          openingHoursSpecification: openingHours(hours),
          amenityFeature: amenities.map((one) => ({
            '@type': 'LocationFeatureSpecification',
            name: t(`reach.amenity.${one}`),
            value: true,
          })),
        })),
      },
      {
        '@type': 'GovernmentService',
        '@id': `${publicUrl}/#doorstart`,
        name: t('site.name'),
        serviceType: t('found.service'),
        description: t('found.service.text'),
        url: at('/'),
        provider: { '@id': organisation },
        areaServed: { '@type': 'City', name: settings.municipality },
        audience: { '@type': 'Audience', audienceType: t('found.audience') },
        availableChannel: [
          { '@type': 'ServiceChannel', serviceUrl: at('/afspraak'), availableLanguage: languageList },
          {
            '@type': 'ServiceChannel',
            servicePhone: { '@type': 'ContactPoint', telephone: settings.phone },
            availableLanguage: languageList,
          },
        ],
      },
    ],
  };
}

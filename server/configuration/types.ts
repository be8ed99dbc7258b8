// What pages know of configuration: how it is brought in by a file is not among it.
export { firstOrganisation } from '#db/schema/index.ts';
export type { Configuration, ConfigurationKind, ConfigurationValues } from '#server/setup/configuration.ts';

import { throwawayCluster } from '../../support/postgres.ts';

/** The database cluster for all workers: that of `npm test`, or a throwaway one when run by hand. */
export default async function ensureCluster(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_POSTGRES_URL) return undefined;
  const cluster = await throwawayCluster();
  process.env.TEST_POSTGRES_URL = cluster.url;
  return cluster.stop;
}

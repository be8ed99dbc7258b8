import type { Logger } from 'pino';
import type { Database } from '#db/client.ts';
import type { Config } from '#server/config.ts';
import { loadLists } from '#server/demo/lists.ts';
import { loadDemo } from '#server/demo/load.ts';
import { claimPurpose, refuseOtherPurpose } from '#server/demo/purpose.ts';
import { loadRights } from '#server/demo/rights.ts';
import { loadTrajecten } from '#server/demo/trajecten.ts';
import { loadYearPlan } from '#server/demo/yearPlan.ts';
import type { Services } from '#server/http/context.ts';
import { regularJobs, sendAuditJob } from '#server/jobs/jobs.ts';
import { startJobs } from '#server/jobs/start.ts';
import { systemClock } from '#server/kernel/clock.ts';
import { mailBy } from '#server/notifications/mail/smtp.ts';
import { textsBy } from '#server/notifications/text/notify.ts';
import { createReach } from '#server/outgoing/reach.ts';
import { createServices } from '#server/services.ts';
import { isOpen } from '#server/settings/isOpen.ts';
import { wrongSettings } from '#server/setup/wrongSettings.ts';
import type { Cleanup } from './cleanup.ts';
import { openDatabase } from './database.ts';
import { keptSecret } from './secret.ts';

/**
 * Everything below HTTP: database, demo data, services and the regular jobs. What it starts is stopped by `cleanup`.
 * Throws an Error that can be shown.
 */
export async function startPlatform(
  config: Config,
  parts: {
    cleanup: Cleanup;
    log: Logger;
    say: (line: string) => void;
    died: (error: Error) => void;
    /** What a demo answers at, for links in its messages. */
    port: number;
  },
): Promise<Services> {
  const { cleanup, log, say } = parts;
  const { url, sql, db } = await openDatabase(config, parts);
  if (config.mode === 'production') {
    await refuseOtherPurpose(db, 'gemeente');
    await refuseHalf(db);
    await claimPurpose(db, 'gemeente');
  } else if (config.databaseUrl !== undefined) {
    // The database that comes along is never that of a gemeente: production takes none without DATABASE_URL.
    await refuseOtherPurpose(db, 'demo');
  }
  const services = await createServices({
    sql,
    db,
    clock: systemClock,
    log,
    secret: config.secret ?? (await keptSecret(config.dataDir)),
    publicUrl: config.publicUrl ?? `http://127.0.0.1:${parts.port}`,
    limitsEnabled: config.rateLimits,
    oidc: config.oidc,
    logbook: config.logbook,
    mail: config.mail && mailBy(config.mail),
    privateTargets: config.privateTargets,
    reach: createReach(config.calendarHosts, { isDemo: config.mode === 'demo' }),
    graph: config.graph && { config: config.graph },
    texts: config.texts && textsBy(config.texts, { log }),
    hasMailbox: config.mode === 'demo',
  });
  cleanup.add(services.close);
  if (config.mode === 'demo' && (await loadDemo(services))) {
    await loadTrajecten(services);
    await loadRights(services);
    await loadLists(services);
    await loadYearPlan(services);
    say('Demo people and agenda loaded');
  }
  // From here on public pages can be made without the database.
  const { settings } = await services.roster.current();
  if (!isOpen(settings, { demo: config.mode === 'demo' })) for (const line of closed) say(line);

  const { spans } = services;
  const jobs = await startJobs(url, [...regularJobs, ...(spans ? [sendAuditJob(spans)] : [])], services);
  cleanup.add(jobs.stop);
  cleanup.add(() => spans?.stop());
  cleanup.add(() => services.sending.stop());
  return services;
}

const closed = [
  'The public pages are closed: they open with the privacy statement.',
  '  A beheerder sets up in the portal: npm run beheerder -- ADDRESS makes the first one.',
  '  Or bring a gemeente in: npm run setup -- FILE   (docs/setup.example.json is an example of such a file)',
];

async function refuseHalf(db: Database): Promise<void> {
  const wrong = await wrongSettings(db);
  if (wrong.length === 0) return;
  throw new Error(
    [
      'Doorstart cannot start with the settings in this database:',
      ...wrong.map((line) => `  ${line}`),
      'Bring them in with: npm run setup -- FILE   (docs/setup.example.json is an example of such a file)',
    ].join('\n'),
  );
}

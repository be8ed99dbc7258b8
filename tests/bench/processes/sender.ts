import { pino } from 'pino';
import type { z } from 'zod';
import { connect } from '#db/client.ts';
import type { Services } from '#server/http/context.ts';
import { isDatabaseAway } from '#server/kernel/databaseAway.ts';
import { mailBy } from '#server/notifications/mail/smtp.ts';
import { sendDue } from '#server/notifications/sendDue.ts';
import { createServices } from '#server/services.ts';
import { senderJob } from './jobs.ts';
import { work } from './worker.ts';

// A process that takes turns of sending, each at the time that it is told.

let now = 0;
let services: Services | undefined;

async function open({ databaseUrl, port, patienceMs }: z.output<typeof senderJob>): Promise<Services> {
  const made = await createServices({
    ...connect(databaseUrl, { max: 4 }),
    clock: { now: () => now },
    log: pino({ level: 'silent' }),
    secret: 'a secret that only tests have, of some length',
    publicUrl: 'https://doorstart.test',
    limitsEnabled: false,
  });
  const hosts = [{ host: '127.0.0.1', port, secure: false, auth: null }];
  const patience = { connectMs: patienceMs, answerMs: patienceMs };
  const from = { from: 'afspraken@denhaag.test', bounces: 'terug@denhaag.test' };
  return { ...made, mail: mailBy({ ...from, hosts, ca: null, dkim: null }, patience) };
}

work(senderJob, async (job) => {
  now = job.now;
  services ??= await open(job);
  try {
    await sendDue(services);
    return { databaseWas: 'there' };
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    return { databaseWas: 'away' };
  }
});

import { pino } from 'pino';
import { startJobs } from '#server/jobs/start.ts';

// A process that comes to do the job `slow`, says so, and never gets any further. The database is its argument.

const slow = {
  name: 'slow',
  everySeconds: 1,
  lostAfterSeconds: 2,
  run: () => {
    console.log('under way');
    return new Promise<void>(() => {});
  },
};
await startJobs(process.argv[2] ?? '', [slow], { log: pino({ level: 'silent' }) });

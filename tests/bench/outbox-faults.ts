import { runOutboxFaults } from '../support/outboxFaults.ts';
import { throwawayCluster } from '../support/postgres.ts';
import { createCleanup } from './processes/cleanup.ts';
import { report } from './support.ts';

// The same as tests/integration/outboxKilled, large: 2,000 changes. It throws when a message was lost, came twice, or was not true.
await using cleanup = createCleanup();
const cluster = await throwawayCluster();
cleanup.defer(cluster.stop);
process.env.TEST_POSTGRES_URL = cluster.url;

const found = await runOutboxFaults({
  casemanagers: 60,
  processes: 3,
  patienceMs: 3000,
  changes: 2000,
  rounds: 60,
  say: (line) => console.log(line),
});
report([{ ...found }], {
  name: 'outbox-faults',
  ours: found.repeats,
  floor: found.kills,
  ratio: 1,
  unit: 'messages that came again where a process was killed',
});

import type { Database, Transaction } from '#db/client.ts';
import { databasePurpose } from '#db/schema/index.ts';

export type Purpose = typeof databasePurpose.$inferSelect.purpose;

const refusals: Record<Purpose, string> = {
  gemeente: [
    'This database was set up for a gemeente, and a start without NODE_ENV=production is a demo: that takes any host',
    'name and shows demo accounts.',
    '  To serve the gemeente: set NODE_ENV=production for this process.',
    '  For a demo: leave DATABASE_URL out, and it brings a database of its own.',
  ].join('\n'),
  demo: [
    'This database holds the made-up people of the demo, whose passwords everybody can read.',
    '  Make an empty database, set DATABASE_URL to it, and bring the gemeente in with: npm run setup -- FILE',
  ].join('\n'),
};

/** Throws an Error that can be shown when the database is for something else than `wanted`. */
export async function refuseOtherPurpose(db: Database, wanted: Purpose): Promise<void> {
  const [known] = await db.select().from(databasePurpose);
  if (known && known.purpose !== wanted) throw new Error(refusals[known.purpose]);
}

/** Writes down what a database is for, unless that is known already. */
export async function claimPurpose(db: Database | Transaction, purpose: Purpose): Promise<void> {
  await db.insert(databasePurpose).values({ purpose }).onConflictDoNothing();
}

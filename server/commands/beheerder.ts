// `npm run beheerder -- ADDRESS`: prints a link with which the first beheerder of a gemeente sets a password.
import { inviteManager } from '#server/accounts/inviteManager.ts';
import { passwordLinkUrl } from '#server/accounts/passwordLink.ts';
import { loadConfig } from '#server/config.ts';
import { claimPurpose, refuseOtherPurpose } from '#server/demo/purpose.ts';
import { systemClock } from '#server/kernel/clock.ts';
import { mailSchema } from '#server/kernel/schema.ts';
import { createTokens } from '#server/kernel/tokens.ts';
import { openDatabase } from '#server/process/database.ts';
import { keptSecret } from '#server/process/secret.ts';
import { runCommand, say } from './runCommand.ts';

const usage = 'usage: npm run beheerder -- ADDRESS   (an e-mail address, with which they sign in)';

await runCommand((parts) => letIn(process.argv[2], parts));

async function letIn(typed: string | undefined, parts: Parameters<typeof openDatabase>[1]): Promise<void> {
  const address = mailSchema({ required: usage, invalid: usage }).safeParse(typed);
  if (!address.success) throw new Error(usage);
  const config = loadConfig();
  const { sql, db } = await openDatabase(config, parts);
  const real = config.databaseUrl !== undefined;
  if (real) await refuseOtherPurpose(db, 'gemeente');
  const tokens = createTokens(config.secret ?? (await keptSecret(config.dataDir)));
  // Processes that run hear of it from the database.
  const ctx = {
    sql,
    db,
    clock: systemClock,
    tokens,
    actor: { kind: 'system' },
    door: 'command',
    bus: { say() {} },
  } as const;
  const result = await inviteManager(ctx, address.data);
  if (!result.ok)
    throw new Error(
      `${address.data} is of somebody who is no beheerder. Take another address, or let a beheerder change their role.`,
    );
  if (real) await claimPurpose(db, 'gemeente');
  const until = new Date(result.link.expiresAt).toISOString();
  const publicUrl = config.publicUrl ?? '';
  say(result.isNew ? 'A beheerder is added.' : 'This beheerder was known.');
  say(`Open this once, before ${until}, and choose a password:`);
  say(`  ${passwordLinkUrl({ tokens, publicUrl }, result.id, result.link.nonce)}`);
}

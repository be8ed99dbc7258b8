// `npm run audit -- check [DIGEST]`: looks whether the audit log is whole. `npm run audit -- subject ID`: what stands for somebody
// in the logboek.
import { type Checked, checkAudit, type Fault } from '#server/audit/check.ts';
import { keyedBy } from '#server/audit/spans/spanOf.ts';
import { loadConfig } from '#server/config.ts';
import { openDatabase } from '#server/process/database.ts';
import { keptSecret } from '#server/process/secret.ts';
import { runCommand, say } from './runCommand.ts';

const usage = [
  'usage: npm run audit -- check [DIGEST]   (the digest of a seal that you kept elsewhere, as the security log has it)',
  '       npm run audit -- subject ID       (the id of an afspraak, chat, referral or account)',
].join('\n');

const words: Record<Fault, string> = {
  'rows-missing': 'rows are gone',
  'rows-added': 'rows were added after the day was sealed',
  changed: 'a row, or the seal, was changed',
  'not-sealed': 'there is no seal',
  'sealed-too-early': 'there is a seal, and the day is not over',
  'month-gone': 'all rows of the month are gone, before their time',
};

const faultsOf = ({ faults, known }: Checked): string[] => [
  ...faults.map(({ day, fault }) => `  ${day}: ${words[fault]}`),
  ...(known === false
    ? ['  no seal has that digest: the seals were made anew, or it is of another database']
    : []),
];

async function sayWhat([verb, word]: string[], parts: Parameters<typeof openDatabase>[1]): Promise<void> {
  if (verb !== 'subject') return check(verb, word, parts);
  if (word === undefined || !/^[\w-]{1,100}$/.test(word)) throw new Error(usage);
  const { secret, dataDir } = loadConfig();
  say(keyedBy(secret ?? (await keptSecret(dataDir)))('subject', word));
}

async function check(
  verb: string | undefined,
  kept: string | undefined,
  parts: Parameters<typeof openDatabase>[1],
): Promise<void> {
  if (verb !== 'check' || (kept !== undefined && !/^[0-9a-f]{64}$/.test(kept))) throw new Error(usage);
  const { sql } = await openDatabase(loadConfig(), parts);
  const checked = await checkAudit(sql, kept);
  const wrong = faultsOf(checked);
  if (wrong.length > 0) throw new Error(`The audit log is not whole:\n${wrong.join('\n')}`);
  say(`The audit log is whole: ${checked.rows} rows on ${checked.days} days.`);
  if (checked.last) say(`Sealed up to ${checked.last.day}: ${checked.last.digest}`);
  say(`Of ${checked.open} rows of today nothing can be said before the day is over.`);
}

await runCommand((parts) => sayWhat(process.argv.slice(2), parts));

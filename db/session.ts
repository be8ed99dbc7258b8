import type postgres from 'postgres';
import { z } from 'zod';

/**
 * What our SQL depends on in a session of PostgreSQL. Each connection sets it when it starts: that goes before
 * `alter database … set`, `alter role … set` and postgresql.conf.
 */
export const sessionSettings: Record<string, string> = {
  // How values come back as text: the drivers and our own reading know one form of each.
  client_encoding: 'UTF8',
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  // Instants come as epoch milliseconds in a float8: no digit of it may get lost.
  extra_float_digits: '1',
  bytea_output: 'hex',
  // How what we send is read.
  standard_conforming_strings: 'on',
  array_nulls: 'on',
  search_path: 'public',
  // Our locks are made for read committed: a statement behind a lock sees what its holder did.
  default_transaction_isolation: 'read committed',
  default_transaction_read_only: 'off',
  default_transaction_deferrable: 'off',
  // A refused row is an answer for us, no reason to hang up.
  exit_on_error: 'off',
  // A wait for a lock ends with the statement.
  lock_timeout: '0',
  idle_session_timeout: '0',
};

/** For the connections that answer visitors and do the regular jobs. */
export const servingSettings: Record<string, string> = {
  ...sessionSettings,
  // Far more than anything of ours takes: what lasts longer hangs, and holds up others.
  statement_timeout: '5min',
  idle_in_transaction_session_timeout: '5min',
};

/** For migrations: they wait for each other and fill tables, however long that takes. */
export const migrationSettings: Record<string, string> = {
  ...sessionSettings,
  statement_timeout: '0',
  idle_in_transaction_session_timeout: '0',
};

/** Settings as `options` of a connection, in which a blank ends a word unless a backslash is before it. */
export const asOptions = (settings: Record<string, string>): string =>
  Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value.replaceAll(/[\\ ]/g, String.raw`\$&`)}`)
    .join(' ');

/** What must hold too, and what a connection may not set by itself: an ordinary user, or on an older PostgreSQL. */
const notOurs = { session_replication_role: 'origin', transaction_timeout: '0' };

const settingRows = z.array(z.object({ name: z.string() }));

/**
 * Looks whether a session is as our SQL needs it: a pooler may leave out what a connection asks for.
 * Throws an Error that can be shown and names each setting that is not.
 */
export async function checkSession(sql: postgres.Sql): Promise<void> {
  const wanted = { ...sessionSettings, ...notOurs };
  // A setting that this PostgreSQL does not know cannot be wrong.
  const rows = await sql`
    select name from unnest(${Object.keys(wanted)}::text[], ${Object.values(wanted)}::text[]) as wanted (name, value)
    where current_setting(name, true) <> value`;
  const wrong = settingRows.parse([...rows]).map(({ name }) => name);
  if (wrong.length === 0) return;
  throw new Error(
    `The database sets ${wrong.join(', ')} to what Doorstart cannot work with. Undo it with "alter database … reset …" or "alter role … reset …", or let the pooler pass on what a connection asks for.`,
  );
}

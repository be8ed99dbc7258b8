/**
 * What `sslmode` may say: what both drivers understand as PostgreSQL does. `prefer` would go on in the clear
 * without a word, and `verify-ca` is another thing for each of them.
 */
const sslModes = ['disable', 'require', 'verify-full'];

/** What people add because another program wants it, and what to do instead. */
const instead: Record<string, string> = {
  schema: 'its tables are always in the schema public',
  search_path: 'its tables are always in the schema public',
  options: 'what it needs of a session it sets by itself',
  ssl: 'say sslmode=require or sslmode=verify-full',
  sslrootcert: 'give the file with the authority in NODE_EXTRA_CA_CERTS',
  host: 'name the host before the /',
  pgbouncer: 'it takes a pooler in session mode only',
};

/**
 * What is wrong with the address of a database, as words that follow its name; null when nothing is. Only `sslmode` may
 * stand behind the `?`: the driver would send anything else to PostgreSQL as a setting, which refuses the connection.
 * Never says a value: there may be a password in it.
 */
export function problemOfAddress(text: string): string | null {
  const url = URL.parse(text);
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || url.hash !== '') {
    return 'must look like postgres://user:password@host:5432/database';
  }
  if (!isDecodable(url.href)) return 'has a % that is no escape: write it as %25';
  if (url.hostname === '') return 'must name a host, like 127.0.0.1';
  if (url.hostname.includes(',')) return 'must name one host';
  const names = [...url.searchParams.keys()];
  const unknown = names.find((name) => name !== 'sslmode');
  if (unknown !== undefined) return `${sayUnknown(unknown)}; only sslmode can stand behind the ?`;
  const modes = url.searchParams.getAll('sslmode');
  if (modes.length > 1) return 'says sslmode twice';
  const [mode] = modes;
  if (mode !== undefined && !sslModes.includes(mode))
    return `must have one of ${sslModes.join(', ')} as sslmode`;
  return null;
}

function sayUnknown(name: string): string {
  // Behind a ? in a password that was not escaped anything may follow.
  if (!/^[a-z_]{1,40}$/i.test(name)) return 'has something behind the ? that Doorstart does not know';
  const hint = Object.hasOwn(instead, name) ? `: ${instead[name]}` : '';
  return `has the parameter ${name}, which Doorstart does not know${hint}`;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The unprivileged user that PostgreSQL runs as when we are root. */
export type Account = { uid: number; gid: number };

/** How to start a program as `account`: nothing from our own environment may steer PostgreSQL. */
export function spawnAs(account: Account | undefined) {
  const { PATH = '/usr/local/bin:/usr/bin:/bin', LD_LIBRARY_PATH } = process.env;
  const library = LD_LIBRARY_PATH ? { LD_LIBRARY_PATH } : {};
  // LC_ALL=C always exists; the working folder must be one that everybody may enter.
  return { ...account, cwd: '/', env: { PATH, ...library, HOME: '/', LC_ALL: 'C', TZ: 'UTC' } };
}

/**
 * The user `postgres`, made when there is none. Only for root: PostgreSQL refuses to run as root.
 * Throws an Error that can be shown when the user can be neither found nor made.
 */
export async function postgresAccount(): Promise<Account> {
  const known = await lookUp();
  if (known) return known;
  try {
    await run('groupadd', ['--system', '--force', 'postgres']);
    await run('useradd', [
      '--system',
      '--gid',
      'postgres',
      '--no-create-home',
      '--shell',
      '/bin/false',
      'postgres',
    ]);
  } catch {
    // Another start may have made it a moment earlier; the next look tells.
  }
  const made = await lookUp();
  if (made) return made;
  throw new Error(
    'PostgreSQL does not run as root, and a user "postgres" could not be made. Start Doorstart as an ordinary user, or make that user yourself.',
  );
}

async function lookUp(): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
    return { uid: Number.parseInt(uid.stdout, 10), gid: Number.parseInt(gid.stdout, 10) };
  } catch {
    return undefined;
  }
}

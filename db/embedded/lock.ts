import { createHash } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Lets go of a folder. */
export type Release = () => Promise<void>;

/**
 * Claims a folder for this process, by listening on a local socket named after it. The system lets go of it
 * when the process ends, however it ends, so there is no lock file to go stale.
 * Throws an Error that can be shown when another live process has the folder.
 */
export async function claimFolder(folder: string): Promise<Release> {
  const address = await addressOf(folder);
  for (let attempt = 0; attempt < 5; attempt++) {
    const server = await listenOn(address);
    if (server) return () => new Promise((done) => server.close(() => done()));
    const owner = await askOwner(address);
    if (owner.alive) {
      const who = owner.pid ? ` (process ${owner.pid})` : '';
      throw new Error(
        `Another Doorstart${who} is already running on the data folder ${folder}. Stop that one first, or set DATA_DIR to another folder.`,
      );
    }
    if (!address.startsWith('\0')) await rm(address, { force: true });
    await sleep(50);
  }
  throw new Error(`The data folder ${folder} could not be claimed: another start keeps coming in between.`);
}

/** By device and inode, so that a link or another mount of the same folder gives the same name. */
async function addressOf(folder: string): Promise<string> {
  const { dev, ino } = await stat(folder, { bigint: true });
  const name = `doorstart-${createHash('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 24)}`;
  // Linux has names outside the file system, which vanish with their owner.
  return process.platform === 'linux' ? `\0${name}` : `/tmp/${name}.sock`;
}

function listenOn(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.end(String(process.pid));
    });
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(address, () => {
      server.unref();
      resolve(server);
    });
  });
}

function askOwner(address: string): Promise<{ alive: boolean; pid?: string }> {
  return new Promise((resolve) => {
    const socket = connect(address);
    let pid = '';
    socket.setTimeout(1000, () => {
      socket.destroy();
      resolve({ alive: true });
    });
    socket.on('data', (chunk) => {
      pid += chunk.toString();
    });
    socket.on('end', () => resolve({ alive: true, pid }));
    socket.on('error', () => resolve({ alive: false }));
  });
}

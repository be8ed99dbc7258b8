import { siteStorage, storageKeys } from '#ui/storage.ts';

let chosen = true;

/** Whoever is there for a jongere hears that one waits, until they turn that off. Where storage is refused: for the page. */
export function isSoundOn(): boolean {
  const stored = siteStorage.read(storageKeys.staffSound);
  return stored === null ? chosen : stored !== 'uit';
}

export function keepSound(on: boolean): void {
  chosen = on;
  siteStorage.write(storageKeys.staffSound, on ? 'aan' : 'uit');
}

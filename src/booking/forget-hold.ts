import { storageKeys, tabStorage } from '#ui/storage.ts';

/** The time that was kept became an afspraak: going back must not touch it. */
tabStorage.write(storageKeys.hold, null);

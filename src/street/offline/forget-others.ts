import { siteStorage, storageKeys, tabStorage } from '#ui/storage.ts';
import { onPage } from '#ui/work/onPage.ts';

// On every page of the workplace: what others typed about a jongere in this browser is not for who is signed in now.

onPage(() => {
  const who = document.body.dataset.staff;
  if (!who) return;
  for (const prefix of [storageKeys.referralDraft, storageKeys.referralOutbox, storageKeys.referralKnown])
    for (const storage of [siteStorage, tabStorage])
      for (const name of storage.keys(prefix)) if (!name.startsWith(prefix + who)) storage.write(name, null);
  // Only where somebody types of jongeren there is more to load.
  if (siteStorage.keys(storageKeys.referralDraft).length > 0)
    import('./kept.ts').then(({ forgetOld }) => forgetOld(who)).catch(() => {});
  if (siteStorage.keys(storageKeys.referralOutbox).length > 0) import('./ask-sign-out.ts').catch(() => {});
});

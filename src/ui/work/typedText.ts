import { storageKeys, tabStorage } from '#ui/storage.ts';
import { onPage } from './onPage.ts';

// What somebody types about an afspraak is kept in this tab until it was sent: it is there again on the page that takes the
// place of this one, and after signing in again when the session ended meanwhile.

const fieldsIn = (root: ParentNode) => [
  ...root.querySelectorAll<HTMLTextAreaElement>('[data-drafts] textarea[data-draft]'),
];

const keyOf = (field: HTMLTextAreaElement) =>
  `${field.closest<HTMLElement>('[data-drafts]')?.dataset.drafts}${field.dataset.draft}`;

function putBack() {
  for (const field of fieldsIn(document)) {
    const kept = tabStorage.read(keyOf(field));
    if (!kept || field.value !== '') continue;
    field.value = kept;
    const fold = field.closest('details');
    if (fold) fold.open = true;
  }
}

document.addEventListener('input', ({ target }) => {
  if (target instanceof HTMLTextAreaElement && target.matches('[data-drafts] [data-draft]'))
    tabStorage.write(keyOf(target), target.value);
});
// Of what was sent the next page tells whether it was done. What is typed in other fields stays, whatever was done.
document.addEventListener('submit', ({ target, submitter }) => {
  if (!(target instanceof HTMLFormElement)) return;
  // To another page of the same act the server carries it along, and there it is sent.
  if (submitter?.getAttribute('name') === 'times')
    for (const field of fieldsIn(target)) tabStorage.write(keyOf(field), null);
  tabStorage.write(storageKeys.staffSent, fieldsIn(target).map(keyOf).join(' '));
});
document.addEventListener('doorstart:agenda-shown', putBack);

onPage(() => {
  const sent = tabStorage.read(storageKeys.staffSent)?.split(' ') ?? [];
  tabStorage.write(storageKeys.staffSent, null);
  if (document.querySelector('[data-toast]')) for (const key of sent) tabStorage.write(key, null);
  putBack();
});

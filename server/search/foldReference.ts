// What looks or sounds alike counts as the same: O, Q and D as 0, I, L and J as 1, Z as 2, S as 5, B as 8, G as 6,
// U as V. The index `appointments_reference_folded` of migration 0004 does the same with `translate`.
export const alike = 'OQDILJZSBGU';
export const standsFor = '0001112586V';

/** What people put between the letters of a reference, or leave out. */
const between = /[\s\p{Dash_Punctuation}._/]/gu;

/** A reference as it was heard or written down, `k7m 4qf`, in the one form in which references are compared. */
export function foldReference(text: string): string {
  return [...text.replace(between, '').toUpperCase()]
    .map((character) => standsFor[alike.indexOf(character)] ?? character)
    .join('');
}

/** A name of a column, or a word of a closed list, as it is compared: `E-mailadres` is `emailadres`. */
export const foldWord = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

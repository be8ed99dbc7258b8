/**
 * Whether a key belongs to an input method that makes a word of several keys, as for Chinese, Japanese and Korean: it must
 * then do nothing of ours. Safari says so of the Enter that confirms a word by its code alone, 229 (UI Events 7.3.1).
 */
export const isComposing = ({ isComposing, keyCode }: KeyboardEvent): boolean =>
  isComposing || keyCode === 229;

/** Makes a field as high as its text, where the browser does not (`field-sizing`). */
export function grow(field: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return;
  field.style.blockSize = 'auto';
  field.style.blockSize = `${field.scrollHeight + 4}px`;
}

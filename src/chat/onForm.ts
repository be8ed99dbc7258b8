/** A field of a verb's input as the form calls it: `contact.phone` → `phone`. */
export const onForm = (field: string): string =>
  field === 'contact' ? 'email' : field.replace(/^contact\./, '');

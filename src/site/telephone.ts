/** The `tel:` address of a phone number as people write it: `(070) 353 54 54` → `tel:0703535454`. */
export function telephoneHref(number: string): string {
  return `tel:${number.replaceAll(/[^0-9+]/g, '')}`;
}

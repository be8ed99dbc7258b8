/** A code as it is said: in groups of four digits. */
export const sayCode = (code: string): string => code.replace(/(\d{4})(?=\d)/g, '$1 ');

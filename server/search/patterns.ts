// Patterns of LIKE in which nothing that was typed is a wildcard.

const literal = (part: string): string => part.replaceAll(/[%_\\]/g, String.raw`\$&`);

export const has = (part: string): string => `%${literal(part)}%`;
export const begins = (part: string): string => `${literal(part)}%`;
export const ends = (part: string): string => `%${literal(part)}`;

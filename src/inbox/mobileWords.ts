/** A Dutch mobile number as people read it, `06 12345678`; any other stays as it is kept, `+44…`. */
export const mobileWords = (e164: string): string => e164.replace(/^\+316(\d{8})$/, '06 $1');

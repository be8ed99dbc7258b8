/** English, file by file as the Dutch; the staff portal is Dutch only. */
export const en = {};

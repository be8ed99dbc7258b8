/** The largest file of a list, in bytes. */
export const mostFileBytes = 10 * 1024 * 1024;
/** More than the pupils of a region that have left one kind of school. */
export const mostRows = 50_000;
/** More than any list has. */
export const mostColumns = 100;
/** The most that a spreadsheet may become when it is unzipped, in bytes; a list of the most rows has some 60 MB. */
export const mostUnzippedBytes = 100 * 1024 * 1024;
/** Parts of a spreadsheet: sheets, styles, pictures. */
export const mostZipEntries = 500;
/** Longer than anything that is said in a cell; the most that Excel takes. */
export const mostCellLength = 32_767;

/** Where a file of a list is sent; only there more than a form may be posted, see `server/http/pages.ts`. */
export const listReadPath = '/medewerker/lijsten/inlezen';
/** The same for a school. */
export const listGivePath = '/school/lijst';

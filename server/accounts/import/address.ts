/** Where a beheerder sends a file of people; only there more than a form may be posted, see `server/http/pages.ts`. */
export const importPath = '/medewerker/beheer/mensen/inlezen';

/** The addresses of the part for staff. */
export const staffPaths = {
  today: '/medewerker',
  week: (isoWeek?: string) => `/medewerker/week${isoWeek === undefined ? '' : `?week=${isoWeek}`}`,
  appointment: (id: string, news?: 'opgeslagen') =>
    `/medewerker/afspraken/${id}${news === undefined ? '' : `?gelukt=${news}`}`,
  signIn: '/medewerker/inloggen',
  signOut: '/medewerker/uitloggen',
} as const;

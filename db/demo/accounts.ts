/** With what people may look around in a demo; shown on the sign-in page, and only there. */
export const demoAccounts = [
  { email: 'samira@example.nl', password: 'voordeur-samira', name: 'Samira Bouzidi' },
  { email: 'daan@example.nl', password: 'voordeur-daan', name: 'Daan Vermeulen' },
  { email: 'iris@example.nl', password: 'voordeur-iris', name: 'Iris Hofman' },
] as const satisfies readonly { email: string; password: string; name: string }[];

/** Who manages the demo, and has no agenda. */
export const demoManager = { email: 'iris@example.nl', firstName: 'Iris', lastName: 'Hofman' } as const;

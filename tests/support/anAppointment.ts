import type { Appointment } from '#server/booking/types.ts';

/** An afspraak as a verb answers it, with whatever differs. */
export function appointment(change: Partial<Appointment> = {}): Appointment {
  return {
    id: '7f0f5c8e-4c7e-4c39-8a51-0f6f4a1f2a11',
    status: 'booked',
    reference: 'K7M-4QF',
    token: 'q4mTn0eW2xJ8sVb1KfUy6LzRhDpC3gAo',
    topic: {
      id: 'schulden',
      label: { nl: 'Geld en schulden', en: 'Money and debts' },
      hint: { nl: '', en: '' },
      bring: { nl: 'Je brieven', en: 'Your letters' },
      durationMinutes: 45,
      gridMinutes: 15,
      bufferBeforeMinutes: 0,
      bufferAfterMinutes: 0,
      bookableBy: 'everybody',
      messages: 'full',
      active: true,
    },
    location: location('Voorbeeldplein 1, 2500 AA Den Haag'),
    modality: 'op-locatie',
    start: Date.parse('2026-11-23T09:00:00+01:00'),
    end: Date.parse('2026-11-23T09:45:00+01:00'),
    casemanager: { id: 'c', firstName: 'Noor', meetingLink: null },
    sequence: 0,
    revisedAt: Date.parse('2026-11-20T10:00:00+01:00'),
    referral: null,
    outcome: null,
    cancelReason: null,
    bookedAt: 0,
    cancelledAt: null,
    name: 'Samira',
    email: 'samira@example.com',
    phone: '+31612345678',
    ageGroup: '18-22',
    hereAt: null,
    reachBy: 'email',
    messages: 'full',
    language: 'nl',
    note: 'mijn ouders weten het niet',
    visitAddress: null,
    companion: null,
    interpreter: null,
    stepFree: false,
    ...change,
  };
}

/** A location at an address. */
export function location(address: string): Appointment['location'] {
  return {
    id: 'centrum',
    name: 'Centrum',
    neighbourhood: 'Centrum',
    address,
    directions: { nl: '', en: '' },
    accessibility: { nl: '', en: '' },
    facilities: { nl: '', en: '' },
    amenities: [],
    modalities: ['op-locatie'],
    openingHours: [],
    walkInHours: [],
    phone: null,
    closedUntil: null,
    active: true,
  };
}

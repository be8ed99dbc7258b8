export * from './accounts.ts';
export * from './availability.ts';
export * from './booking.ts';
export * from './chat.ts';
export * from './forms.ts';
export * from './history.ts';
export * from './places.ts';
export * from './settings.ts';

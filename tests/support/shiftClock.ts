// Preloaded into a server (`node --import`): its clock begins at the moment in CLOCK_STARTS (epoch ms) and runs on from
// there. The server asks `Date.now` in one place, server/kernel/clock.ts, so that all of it is at that moment.
const ahead = Number(process.env.CLOCK_STARTS) - Date.now();
const real = Date.now;
Date.now = () => real() + ahead;

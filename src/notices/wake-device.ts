import { canPush, readSubscription, tellServer } from './subscription.ts';

// A browser that somebody let tell them things is asleep while nobody is signed in with it. Once per document: signing in loads one.

async function wake() {
  const subscription = await readSubscription();
  if (subscription) await tellServer('wake', subscription);
}

if (canPush() && Notification.permission === 'granted') wake().catch(() => {});

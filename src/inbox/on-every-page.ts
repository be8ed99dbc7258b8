// What every page of who chats runs for that: how many wait, whether one is there, what rings, and what wakes their device.
import '../notices/wake-device.ts';
import './inbox-nav.ts';
import './waits-pill.ts';
import './presence-switch.ts';

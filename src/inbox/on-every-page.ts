// What every page of who chats runs for that: how many wait, whether one is there, and what rings.
import './inbox-nav.ts';
import './waits-pill.ts';
import './presence-switch.ts';

// What every page for jongeren has: one small script.
import './menu.ts';
import '../chat/chat-door.ts';
import './quick-exit.ts';

// What every page for jongeren has: one small script.
import './menu.ts';
import '../chat/chat-button.ts';
import './quick-exit.ts';

import { fitFrame } from './fitFrame.ts';

const frame = document.querySelector<HTMLIFrameElement>('[data-mail-frame]');
if (frame) fitFrame(frame);

// The frame of a mail gets as high as the mail is, so that the page scrolls and not the frame.

const frame = document.querySelector<HTMLIFrameElement>('[data-mail-frame]');

function fit(of: HTMLIFrameElement) {
  const body = of.contentDocument?.body;
  if (body?.childElementCount) of.style.blockSize = `${body.offsetHeight + 2}px`;
}

if (frame) {
  frame.addEventListener('load', () => fit(frame));
  addEventListener('resize', () => fit(frame));
  fit(frame);
}

export {};

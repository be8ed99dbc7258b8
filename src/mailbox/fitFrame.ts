/** Makes the frame of a mail as high as the mail is, so that the page scrolls and not the frame. What it answers ends that. */
export function fitFrame(frame: HTMLIFrameElement): () => void {
  const fit = () => {
    const body = frame.contentDocument?.body;
    if (body?.childElementCount) frame.style.blockSize = `${body.offsetHeight + 2}px`;
  };
  frame.addEventListener('load', fit);
  addEventListener('resize', fit);
  fit();
  return () => removeEventListener('resize', fit);
}

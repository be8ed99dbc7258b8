import QRCode from 'qrcode';

/** A QR code of an address, as a picture for `img`: black on white with its margin, so that it is read in the dark too. */
export async function qrOf(url: string): Promise<string> {
  const svg = await QRCode.toString(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

import type { Language } from '#server/kernel/languages.ts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const toHtml = (text: string) => text.replaceAll(/[&<>"]/g, (sign) => escapes[sign] ?? sign);

/** A link for the page of another site: plain HTML in its language, which takes the looks of that site and loads nothing of ours. */
export function snippetOf({
  language,
  sentence,
  label,
  url,
}: {
  language: Language;
  sentence: string;
  label: string;
  url: string;
}): string {
  return `<p lang="${language}">${toHtml(sentence)} <a href="${toHtml(url)}" hreflang="${language}">${toHtml(label)}</a></p>`;
}

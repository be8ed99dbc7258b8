/** What a mail says, before it is laid out. All of it is text; nothing of it is markup. */
export interface Letter {
  language: 'nl' | 'en';
  /** Who writes: the gemeente. */
  sender: string;
  subject: string;
  lines: readonly string[];
  /** Facts beneath each other, such as day and place. */
  facts: readonly { label: string; value: string }[];
  action: { label: string; url: string };
  /** Small print: how to reach the gemeente, and why this comes. */
  foot: readonly string[];
}

/** A letter as plain text; lines are as long as they are, for a mail program breaks them as its screen asks (RFC 3676 is for others). */
export function asText({ lines, facts, action, foot, sender }: Letter): string {
  const told = facts.map(({ label, value }) => `${label}: ${value}`);
  return [
    ...lines,
    ...(told.length > 0 ? ['', ...told] : []),
    '',
    `${action.label}:`,
    action.url,
    '',
    sender,
    ...foot,
    '',
  ].join('\n');
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const asMarkup = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? sign);

/** A letter as HTML that mail programs show alike: one column, styles at the elements, no image, no script. */
export function asHtml({ language, sender, subject, lines, facts, action, foot }: Letter): string {
  const paragraph = (text: string) => `<p style="margin:0 0 16px">${asMarkup(text)}</p>`;
  const row = ({ label, value }: { label: string; value: string }) =>
    `<tr><th align="left" valign="top" style="padding:4px 16px 4px 0">${asMarkup(label)}</th><td style="padding:4px 0">${asMarkup(value)}</td></tr>`;
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${asMarkup(subject)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 sans-serif">
${lines.map(paragraph).join('\n')}
${facts.length > 0 ? `<table role="presentation" style="margin:0 0 16px;border-collapse:collapse">${facts.map(row).join('')}</table>` : ''}
<p style="margin:0 0 24px"><a href="${asMarkup(action.url)}">${asMarkup(action.label)}</a></p>
<p style="margin:0">${asMarkup(sender)}</p>
${foot.map((text) => `<p style="margin:0;font-size:14px">${asMarkup(text)}</p>`).join('\n')}
</body>
</html>
`;
}

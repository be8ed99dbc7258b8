import { type Letter, previewOf } from './letter.ts';
import type { HalfOfMail, MailColours } from './mailColours.ts';

// A letter as HTML that mail programs show alike. Outlook lays it out with Word: so tables, widths as attributes, distances in
// cells, and no margin. Gmail may drop the styles of the head: so all that matters stands at the elements. Nothing is loaded.

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const asMarkup = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? sign);

const font = 'font-family:Arial,Helvetica,sans-serif';
/** So that nothing of the mail itself comes behind the preview in a list of mails. */
const afterPreview = '&#847;&zwnj;&nbsp;'.repeat(60);
const layout = 'role="presentation" border="0" cellpadding="0" cellspacing="0"';

/** The styles that only some programs read: the night, and what a narrow screen needs. */
const extraStyles = ({ page, card, ink, head, onHead, button, onButton, link }: HalfOfMail) => `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (max-width:480px){.fact th,.fact td{display:block!important;width:auto!important;padding-left:0!important}.fact th{padding-bottom:0!important}.fact td{padding-top:0!important}}
@media (prefers-color-scheme:dark){.page{background-color:${page}!important}.card{background-color:${card}!important}.ink{color:${ink}!important}.head{background-color:${head}!important;color:${onHead}!important}.button{background-color:${button}!important;color:${onButton}!important}.ink a{color:${link}!important}}
`;

/** A letter as a whole document of HTML, in the colours of the gemeente by day and by night. */
export function asHtml(letter: Letter, colours: MailColours): string {
  const { language, sender, subject, lines, facts, action, added, foot } = letter;
  const { page, card, ink, head, onHead, button, onButton } = colours.light;
  const text = `${font};font-size:16px;line-height:24px;color:${ink};word-break:break-word;overflow-wrap:anywhere`;
  const cell = (markup: string, style = '') =>
    `<tr><td class="ink" style="padding:0 24px 16px;${text}${style}">${markup}</td></tr>`;
  const fact = ({ label, value }: Letter['facts'][number]) =>
    `<tr class="fact"><th scope="row" align="left" valign="top" width="96" class="ink" style="padding:4px 12px 4px 0;${text};font-weight:bold;text-align:left">${asMarkup(label)}</th><td valign="top" class="ink" style="padding:4px 0;${text}">${asMarkup(value)}</td></tr>`;
  // Outlook knows no padding of a link: there two wide spaces stand beside the words.
  const inOutlook = (markup: string) => `<!--[if mso]>${markup}<![endif]-->`;
  const link = `<a href="${asMarkup(action.url)}" class="button" style="display:inline-block;padding:14px 24px;border-radius:8px;background-color:${button};${font};font-size:16px;line-height:20px;font-weight:bold;color:${onButton};text-decoration:none;mso-padding-alt:0">${inOutlook('<i style="mso-font-width:150%;mso-text-raise:21pt" hidden>&emsp;</i><span style="mso-text-raise:10pt">')}${asMarkup(action.label)}${inOutlook('</span><i style="mso-font-width:150%" hidden>&emsp;&#8203;</i>')}</a>`;
  return `<!doctype html>
<html lang="${language}" dir="ltr" xmlns="http://www.w3.org/1999/xhtml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${asMarkup(subject)}</title>
${inOutlook('<xml><o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml>')}
<style>${extraStyles(colours.dark)}</style>
</head>
<body class="page" style="margin:0;padding:0;background-color:${page}">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${asMarkup(previewOf(letter))}${afterPreview}</div>
<table ${layout} width="100%" class="page" bgcolor="${page}" style="background-color:${page}"><tr><td align="center" style="padding:16px 12px">
${inOutlook('<table role="presentation" width="600" align="center" border="0" cellpadding="0" cellspacing="0"><tr><td>')}
<table ${layout} width="100%" class="card" bgcolor="${card}" style="max-width:600px;margin:0 auto;background-color:${card};text-align:left">
<tr><td class="head" bgcolor="${head}" style="padding:16px 24px;background-color:${head};${font};font-size:16px;line-height:24px;font-weight:bold;color:${onHead};overflow-wrap:anywhere">${asMarkup(sender)}</td></tr>
<tr><td class="ink" style="padding:24px 24px 16px;${text}"><h1 style="margin:0;${font};font-size:22px;line-height:28px;font-weight:bold">${asMarkup(subject)}</h1></td></tr>
${lines.map((line) => cell(asMarkup(line))).join('\n')}
${facts.length > 0 ? cell(`<table border="0" cellpadding="0" cellspacing="0" width="100%">${facts.map(fact).join('')}</table>`) : ''}
<tr><td style="padding:8px 24px 24px"><table ${layout}><tr><td align="center" class="button" bgcolor="${button}" style="border-radius:8px;background-color:${button}">${link}</td></tr></table></td></tr>
${added === null ? '' : cell(asMarkup(added))}
${cell([sender, ...foot].map(asMarkup).join('<br>'))}
<tr><td style="padding:0 0 8px;font-size:8px;line-height:8px">&nbsp;</td></tr>
</table>
${inOutlook('</td></tr></table>')}
</td></tr></table>
</body>
</html>
`;
}

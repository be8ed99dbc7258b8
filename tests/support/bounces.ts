/** A notification as a mail server sends it (RFC 3464), of a mail that it could not deliver. */
export function bounceOf({
  to,
  action = 'failed',
  status = '5.1.1',
  original = null,
}: {
  to: string;
  action?: string;
  status?: string;
  original?: string | null;
}): string {
  return [
    'From: MAILER-DAEMON@mx.elders.test',
    `To: <${to}>`,
    'Subject: Undelivered Mail Returned to Sender',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'This is the mail system.',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.elders.test',
    '',
    'Final-Recipient: rfc822; sam@elders.test',
    `Action: ${action}`,
    `Status: ${status}`,
    'Diagnostic-Code: smtp; 550 5.1.1 <sam@elders.test> unknown',
    '',
    ...(original === null
      ? []
      : ['--b', 'Content-Type: text/rfc822-headers', '', `Message-ID: ${original}`, '']),
    '--b--',
    '',
  ].join('\r\n');
}

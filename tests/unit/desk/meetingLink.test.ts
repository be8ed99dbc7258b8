import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { meetingLinkProblem, meetingLinkSchema } from '#server/accounts/meetingLink.ts';
import { anyText } from '../../support/anyText.ts';

const schema = meetingLinkSchema((problem) => problem);

test('a link to a video room is kept as a browser writes it', () => {
  for (const [typed, kept] of [
    ['https://video.example.nl/noor', 'https://video.example.nl/noor'],
    ['  https://Video.Example.nl/Noor?pwd=a%20b#x ', 'https://video.example.nl/Noor?pwd=a%20b#x'],
    ['HTTPS://video.example.nl', 'https://video.example.nl/'],
    ['https://video.example.nl:8443/a', 'https://video.example.nl:8443/a'],
    ['https://büro.example.nl/', 'https://xn--bro-hoa.example.nl/'],
  ])
    assert.equal(schema.parse(typed), kept);
});

test('what a jongere could not safely open is refused, with what is wrong', () => {
  const wrong = {
    'no-https': [
      'http://video.example.nl/a',
      'video.example.nl/a',
      'javascript:alert(1)',
      'ftp://example.nl/',
    ],
    'no-link': ['', 'mijn kamer'.replace(' ', ''), 'https://', '//video.example.nl'],
    spaces: [
      'https://video.example.nl/a b',
      'https://video\n.example.nl',
      'https://a.nl/\u0000',
      'https://a.nl/\u202eb',
    ],
    credentials: ['https://noor@video.example.nl/', 'https://noor:geheim@video.example.nl/'],
    host: [
      'https://localhost/a',
      'https://video/a',
      'https://127.0.0.1/a',
      'https://0x7f.1/a',
      'https://2130706433/',
      'https://[::1]/a',
      'https://kamer.localhost/',
      'https://printer.local/',
      'https://video.example.nl./',
    ],
    'too-long': [
      `https://video.example.nl/${'a'.repeat(500)}`,
      `https://video.example.nl/${'é'.repeat(200)}`,
    ],
  };
  for (const [problem, links] of Object.entries(wrong))
    for (const link of links) assert.equal(meetingLinkProblem(link), problem, link);
});

test('whatever is typed: what is accepted is https to a name with a dot, and is accepted again as it was kept', () => {
  const parts = fc.constantFrom('https://', 'a.nl', 'x.', '/', '@', ':', '1', '[', '%', 'ü', ' ', 'http');
  const linkish = fc.array(parts, { maxLength: 8 }).map((some) => `https://${some.join('')}`);
  fc.assert(
    fc.property(fc.oneof(anyText(20), linkish), (typed) => {
      const kept = schema.safeParse(typed).data;
      if (kept === undefined) return;
      const url = new URL(kept);
      assert.deepEqual([url.protocol, url.username, url.password], ['https:', '', '']);
      assert.match(url.hostname, /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]/);
      assert.equal(schema.parse(kept), kept);
    }),
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { securityTxt } from '#server/security/securityTxt.ts';
import { settingsSchema } from '#server/settings/schema.ts';

const publicUrl = 'https://doorstart.voorbeeldstad.nl';
const now = Date.parse('2026-11-21T22:30:00+01:00');
const made = (values: object) => securityTxt(settingsSchema.parse(values), { publicUrl, now }).split('\n');

test('says whom to tell, until when, in which languages and where it belongs; the team unless set', () => {
  assert.deepEqual(made({ email: 'team@voorbeeldstad.nl' }), [
    'Contact: mailto:team@voorbeeldstad.nl',
    'Expires: 2027-05-20T00:00:00Z',
    'Preferred-Languages: nl, en',
    'Canonical: https://doorstart.voorbeeldstad.nl/.well-known/security.txt',
    '',
  ]);
});

test('a contact and a policy of the gemeente are named', () => {
  const security = {
    contact: 'https://voorbeeldstad.nl/veilig-melden',
    policy: 'https://voorbeeldstad.nl/beleid',
  };
  const lines = made({ security });
  assert.equal(lines[0], 'Contact: https://voorbeeldstad.nl/veilig-melden');
  assert.ok(lines.includes('Policy: https://voorbeeldstad.nl/beleid'));
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FormValues } from '#ui/form.ts';
import { formErrors } from '../../../src/booking/errors.ts';
import { parsePerson } from '../../../src/booking/person.ts';

const good = {
  name: ' Noor ',
  ageGroup: '18-22',
  email: 'Noor@voorbeeld.nl',
  phone: '',
  language: 'nl',
  note: '',
};

function wrongIn(values: FormValues, modality: 'op-locatie' | 'telefoon' = 'op-locatie') {
  const result = parsePerson({ ...good, ...values }, modality, 'nl');
  return result.ok ? [] : result.errors.map(({ field, message }) => `${field} ${message}`);
}

describe('the form about you', () => {
  it('becomes the input of the booking', () => {
    const result = parsePerson(good, 'op-locatie', 'nl');
    assert.ok(result.ok);
    assert.equal(result.person.name, 'Noor');
    assert.deepEqual(result.person.contact, { email: 'noor@voorbeeld.nl', phone: undefined });
  });

  it('says all that is wrong at once', () => {
    assert.deepEqual(wrongIn({ name: '', ageGroup: undefined, phone: '061' }), [
      'name name-required',
      'ageGroup age-group-required',
      'contact.phone phone-invalid',
    ]);
  });

  it('asks for either contact, and for a phone number when we call', () => {
    assert.deepEqual(wrongIn({ email: ' ' }), ['contact contact-required']);
    assert.deepEqual(wrongIn({ email: '' }, 'telefoon'), ['contact.phone phone-needed-for-call']);
  });

  it('leaves the way to be reached alone when the contact itself is wrong', () => {
    assert.deepEqual(wrongIn({ email: 'fout', reachBy: 'email' }), ['contact.email email-invalid']);
    assert.deepEqual(wrongIn({ name: '', reachBy: 'bellen' }), [
      'name name-required',
      'reachBy reach-by-needs-phone',
    ]);
  });

  it('refuses repeated fields, files and control characters', () => {
    assert.deepEqual(wrongIn({ name: ['a', 'b'] }), ['name name-required']);
    assert.deepEqual(wrongIn({ note: new Blob(['x']) }), ['note text-not-allowed']);
    assert.deepEqual(wrongIn({ name: 'a\0b' }), ['name text-not-allowed']);
    assert.deepEqual(wrongIn({ note: 'a\0b' }), ['note text-not-allowed']);
    assert.deepEqual(wrongIn({ name: '\u202e\u200b' }), ['name name-required']);
    assert.deepEqual(wrongIn({ email: ['a@b.nl', 'c@d.nl'] }), ['contact.email email-invalid']);
  });

  it('says errors in words, in the order of the page, the first of each field', () => {
    const errors = formErrors(
      [
        { field: 'key', message: 'form-broken' },
        { field: 'contact.phone', message: 'phone-invalid' },
        { field: 'contact.phone', message: 'phone-needed-for-call' },
        { field: 'contact', message: 'contact-required' },
        { field: 'name', message: 'name-required' },
      ],
      ['name', 'email', 'phone'],
      'nl',
    );
    assert.deepEqual(
      errors.summary.map(({ field }) => field),
      ['name', 'email', 'phone', undefined],
      'what is in no field is said last, without a link',
    );
    assert.deepEqual(Object.keys(errors.of), ['name', 'email', 'phone']);
    assert.equal(errors.of.name, 'Vul je voornaam in.');
  });
});

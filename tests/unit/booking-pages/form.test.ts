import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changeSchema, recordOutcomeSchema } from '#server/agenda/schema.ts';
import { sentVersionSchema } from '#server/booking/schema.ts';
import { formValues, optional, readForm, typed } from '#ui/form.ts';
import { readDecisions } from '../../../src/exceptions/decisions.ts';

function formOf(...fields: [string, string | Blob][]): FormData {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
}

describe('a posted form', () => {
  it('gives a field that was sent once as its text', () => {
    assert.deepEqual(formValues(formOf(['name', 'Noor'], ['note', ''])), { name: 'Noor', note: '' });
  });

  it('keeps a repeated field and a file apart from texts, so that no schema takes them', () => {
    const values = formValues(formOf(['name', 'Noor'], ['name', 'Sem'], ['note', new Blob(['x'])]));
    assert.deepEqual(values.name, ['Noor', 'Sem']);
    assert.equal(typed(values, 'name'), undefined);
    assert.equal(typed(values, 'note'), undefined);
  });

  it('gives a field that was sent twice with one value as that value, as Lynx sends a time that stands on two buttons', () => {
    const start = '2026-11-30T08:30:00+01:00';
    assert.deepEqual(formValues(formOf(['start', start], ['start', start])), { start });
  });

  it('takes a field named like a part of every object as a field', () => {
    const values = formValues(formOf(['__proto__', 'x']));
    assert.deepEqual(Object.keys(values), ['__proto__']);
    assert.equal(typed(values, 'toString'), undefined);
  });

  it('counts a field with only white space as left out', () => {
    assert.equal(optional({ email: ' \t' }, 'email'), undefined);
    assert.equal(optional({ email: ' a' }, 'email'), ' a');
  });

  it('answers null for a body that is no form', async () => {
    const headers = { 'Content-Type': 'multipart/form-data; boundary=x' };
    const request = new Request('http://localhost/', { method: 'POST', headers, body: 'no form' });
    assert.equal(await readForm(request), null);
  });
});

describe('the version of an afspraak in a form', () => {
  it('is read as it was sent, and an empty or broken one is none', () => {
    assert.equal(changeSchema.parse({ version: '12' }).version, 12);
    assert.equal(sentVersionSchema.parse('0'), 0);
    for (const version of ['', ' ', '-1', '1.5', '0x1', '1e3', 'NaN', '9'.repeat(20), ['1', '1']]) {
      assert.equal(changeSchema.safeParse({ version }).success, false, `${version}`);
      assert.equal(recordOutcomeSchema.safeParse({ outcome: 'open', version }).success, false);
      assert.equal(sentVersionSchema.parse(version), undefined);
    }
  });
});

describe('decisions about afspraken outside the hours', () => {
  it('asks what is to happen where a word was typed, and leaves alone what is for later', () => {
    const { decisions, faults } = readDecisions({
      'version-a': '1',
      'what-a': 'ask',
      'message-a': 'Sorry',
      'version-b': '0',
      'what-b': '',
      'message-b': 'Bel me',
      'version-c': '0',
      'what-c': '',
      'message-c': ' ',
      'version-d': '',
      'what-d': 'keep',
    });
    assert.deepEqual(faults, [{ id: 'b', error: 'what-required' }]);
    assert.deepEqual(
      decisions.map(({ id, version }) => [id, version]),
      [
        ['a', 1],
        ['d', -1],
      ],
    );
  });

  it('decides the same about all only once that is chosen, with one word for all', () => {
    const form = { 'version-a': '1', 'version-b': '2', 'message-all': 'Sorry' };
    const open = readDecisions(form);
    assert.deepEqual([open.decisions, open.faults], [[], []]);
    assert.deepEqual(open.forAll, { what: '', message: 'Sorry' });
    const { decisions } = readDecisions({ ...form, 'for-all': 'ask' });
    assert.deepEqual(
      decisions.map(({ id, what, message }) => [id, what, message]),
      [
        ['a', 'ask', 'Sorry'],
        ['b', 'ask', 'Sorry'],
      ],
    );
  });
});

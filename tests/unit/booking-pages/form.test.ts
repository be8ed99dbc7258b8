import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formValues, optional, readForm, typed } from '../../../src/booking/form.ts';

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

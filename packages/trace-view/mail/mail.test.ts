import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CATALOG } from '#trace-check/catalog.ts';
import { LOST_MAIL_REASONS, DOORS as STORE_DOORS } from '#trace-store/lost-mail.ts';
import { DOORS, grouped, type Mail, mailboxFrom, withMail } from './mail.ts';
import { REASONS, reasonText } from './reasons.ts';

const mail = (reason: string, at: number): Mail => ({
  reason,
  at,
  port: 'http',
  method: 'POST',
  path: '/',
  contentType: '',
  userAgent: '',
  bytes: 10,
  remotePort: 5,
  detail: 'POST /',
});

test('every reason the store can give is explained, and no other', () => {
  assert.deepEqual(Object.keys(REASONS).sort(), [...LOST_MAIL_REASONS].sort());
});

test('every door of the store has a name, and no other', () => {
  assert.deepEqual(Object.keys(DOORS), [...STORE_DOORS]);
});

test('every cause that is linked to has a page', () => {
  const known = new Set(CATALOG.map(({ id }) => id));
  for (const [reason, { cause }] of Object.entries(REASONS))
    assert.ok(cause === undefined || known.has(cause), `${reason}: ${cause}`);
});

test('a reason of a newer store is shown by its name', () => {
  assert.equal(reasonText('too-late').title, 'too-late');
});

test('mail is grouped by reason, what was heard of last first', () => {
  const groups = grouped([mail('probe', 1), mail('wrong-path', 2), mail('probe', 3)]);
  assert.deepEqual(
    groups.map(({ reason, count, newest }) => [reason, count, newest]),
    [
      ['probe', 2, 3],
      ['wrong-path', 1, 2],
    ],
  );
  assert.deepEqual(
    groups[0]?.mails.map(({ at }) => at),
    [3, 1],
  );
});

test('groups that are on the page keep their order, and a new one comes above them', () => {
  const mails = [mail('probe', 1), mail('wrong-path', 2), mail('probe', 3), mail('cut-off', 4)];
  const reasons = grouped(mails, ['wrong-path', 'probe']).map(({ reason }) => reason);
  assert.deepEqual(reasons, ['cut-off', 'wrong-path', 'probe']);
});

test('what the store says is read field by field, and what is no mail is left out', () => {
  const sent = { reason: 'wrong-path', at: 1, port: 'http', bytes: 3, remotePort: 4, detail: 'POST /' };
  const { total, mails } = mailboxFrom({ total: 7, lostMail: [sent, 'junk', {}] });
  assert.equal(total, 7);
  assert.deepEqual(mails, [{ ...sent, method: '', path: '', contentType: '', userAgent: '' }]);
});

test('the newest 200 are kept', () => {
  const many = Array.from({ length: 200 }, (_, at) => mail('probe', at));
  const after = withMail(many, mail('probe', 200));
  assert.equal(after.length, 200);
  assert.equal(after[0]?.at, 1);
});

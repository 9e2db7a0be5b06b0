import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AlertBook, ENDED_KEPT_MS, inListOrder, mustBeHeard } from '../../main/resources/page/js/state/alerts.js';
import { alert, event } from './made.js';

const NOW = Date.parse('2026-11-21T03:00:00Z');

function book(position, ...alerts) {
  const made = new AlertBook(() => NOW);
  made.restart(position, alerts);
  return made;
}

test('an event whose previous is the last position seen is applied', () => {
  const alerts = book(7);
  assert.deepEqual(alerts.apply(event(8, 7, alert('a'))), { outcome: 'applied', heard: true });
  assert.equal(alerts.position, 8);
  assert.equal(alerts.all().length, 1);
});

test('an event after a missing one is a gap and changes nothing', () => {
  const alerts = book(7);
  assert.equal(alerts.apply(event(9, 8, alert('a'))).outcome, 'gap');
  assert.equal(alerts.position, 7);
  assert.equal(alerts.all().length, 0);
});

test('an event told twice changes nothing and is heard once', () => {
  const alerts = book(7);
  alerts.apply(event(8, 7, alert('a')));
  assert.deepEqual(alerts.apply(event(8, 7, alert('a', { state: 'acknowledged' }))), {
    outcome: 'known',
    heard: false,
  });
  assert.equal(alerts.get('a').state, 'unacknowledged');
});

test('before the first snapshot no event counts', () => {
  assert.equal(new AlertBook(() => NOW).apply(event(1, 0, alert('a'))).outcome, 'known');
});

test('the list is unacknowledged first, then by priority, then newest first', () => {
  const list = [
    alert('acked-critical', { state: 'acknowledged', priority: 'critical' }),
    alert('low', { priority: 'low' }),
    alert('high-old', { priority: 'high', raisedAt: '2026-11-21T01:00:00Z' }),
    alert('high-new', { priority: 'high', raisedAt: '2026-11-21T02:00:00.5Z' }),
    alert('suppressed', { state: 'suppressed', priority: 'critical' }),
    alert('returned', { state: 'returned-unacknowledged', priority: 'critical' }),
  ];
  assert.deepEqual(
    list.sort(inListOrder).map((each) => each.id),
    ['returned', 'high-new', 'high-old', 'low', 'acked-critical', 'suppressed'],
  );
});

test('a rising priority is heard again, a falling one is silent', () => {
  const medium = alert('a', { priority: 'medium' });
  const critical = alert('a', { priority: 'critical' });
  assert.equal(mustBeHeard(medium, critical), true);
  assert.equal(mustBeHeard(critical, medium), false);
  assert.equal(mustBeHeard(critical, alert('a', { priority: 'critical', state: 'acknowledged' })), false);
});

test('an alert acknowledged and raised anew is heard', () => {
  assert.equal(mustBeHeard(alert('a', { state: 'acknowledged' }), alert('a')), true);
});

test('an alert that returned and came back before it was answered is heard again', () => {
  const returned = alert('a', { state: 'returned-unacknowledged', returnedAt: '2026-11-21T02:10:00Z' });
  assert.equal(mustBeHeard(alert('a'), returned), false);
  assert.equal(mustBeHeard(returned, alert('a')), true);
});

test('an alert suppressed by a graver one is not heard until it stands alone', () => {
  assert.equal(mustBeHeard(undefined, alert('a', { state: 'suppressed' })), false);
  assert.equal(mustBeHeard(alert('a', { state: 'suppressed' }), alert('a')), true);
});

test('the answer to our request never undoes a later event', () => {
  const alerts = book(7, alert('a', { journal: 9, state: 'returned-unacknowledged' }));
  alerts.answer(alert('a', { journal: 8, state: 'acknowledged' }));
  assert.equal(alerts.get('a').state, 'returned-unacknowledged');
});

test('what is shelved or suppressed is counted apart and never as active', () => {
  const { unacknowledged, active, aside } = book(
    1,
    alert('a'),
    alert('b', { state: 'shelved' }),
    alert('c', { state: 'suppressed' }),
    alert('d', { state: 'returned-unacknowledged', returnedAt: '2026-11-21T02:00:00Z' }),
  ).counts();
  assert.deepEqual(unacknowledged, [0, 2, 0, 0]);
  assert.deepEqual(active, [0, 1, 0, 0]);
  assert.deepEqual(aside, { shelved: 1, suppressed: 1, 'out-of-service': 0 });
});

test('an ended alert stays half an hour, then goes', () => {
  const old = new Date(NOW - ENDED_KEPT_MS - 1).toISOString();
  const alerts = book(7, alert('old'), alert('new'));
  alerts.apply(event(8, 7, alert('old', { state: 'normal', raisedAt: old, returnedAt: old })));
  alerts.apply(event(9, 8, alert('new', { state: 'normal', returnedAt: new Date(NOW).toISOString() })));
  assert.deepEqual(
    alerts.all().map((each) => each.id),
    ['new'],
  );
});

test('a whole picture after a lost link is heard only for what is new in it', () => {
  const alerts = book(7, alert('known'));
  const heard = alerts.restart(12, [alert('known'), alert('missed'), alert('answered', { state: 'acknowledged' })]);
  assert.deepEqual(
    heard.map((each) => each.id),
    ['missed'],
  );
});

test('five thousand alerts are sorted and counted in less than a tenth of a second', () => {
  const many = Array.from({ length: 5000 }, (_, index) => alert('a' + index, { priority: index % 3 ? 'low' : 'high' }));
  const alerts = book(1, ...many);
  const start = performance.now();
  alerts.apply(event(2, 1, alert('b')));
  alerts.all();
  alerts.counts();
  assert.ok(performance.now() - start < 100, `${performance.now() - start} ms`);
});

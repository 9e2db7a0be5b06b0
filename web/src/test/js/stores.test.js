import assert from 'node:assert/strict';
import { test } from 'node:test';
import { age, moment, number, seconds, timeOfDay, unit } from '../../main/resources/page/js/format.js';
import { Horn } from '../../main/resources/page/js/state/horn.js';
import { layered } from '../../main/resources/page/js/state/layers.js';
import { Link, ServerClock } from '../../main/resources/page/js/state/link.js';
import { nearness } from '../../main/resources/page/js/state/nearness.js';
import { PlanView } from '../../main/resources/page/js/state/plan.js';
import { isMeasured, Readings } from '../../main/resources/page/js/state/readings.js';
import { grown, pointsOf, verticalRange, withHoles } from '../../main/resources/page/js/state/series.js';
import { rowsInView, rowsOf, scrollTo } from '../../main/resources/page/js/ui/list-window.js';
import { LANGS, WORDS, words } from '../../main/resources/page/js/words.js';
import { alert } from './made.js';

test('silence ends the sound and the next alert is heard all the same', () => {
  const horn = new Horn();
  const waiting = [alert('a', { priority: 'critical' })];
  horn.hear(waiting);
  assert.equal(horn.next(0, waiting, false), 0);
  assert.equal(horn.next(2000, waiting, false), 0, 'it repeats while nobody answers');
  horn.silence();
  assert.equal(horn.next(9000, waiting, false), null);
  assert.equal(waiting[0].state, 'unacknowledged');
  horn.hear([alert('b', { priority: 'low' })]);
  assert.equal(horn.next(10_000, waiting, false), 3);
});

test('medium and low sound once', () => {
  const horn = new Horn();
  const waiting = [alert('a', { priority: 'medium' })];
  horn.hear(waiting);
  assert.equal(horn.next(0, waiting, false), 2);
  assert.equal(horn.next(60_000, waiting, false), null);
});

test('in a flood sounds keep their distance and the gravest is heard', () => {
  const horn = new Horn();
  horn.hear([alert('a', { priority: 'low' }), alert('b', { priority: 'critical' }), alert('c', { priority: 'low' })]);
  assert.equal(horn.next(0, [], false), 0);
  horn.hear([alert('d', { priority: 'high' })]);
  assert.equal(horn.next(250, [], false), null);
  assert.equal(horn.next(1000, [], false), 1);
});

test('a lost link has its own sound, silenced until the next loss', () => {
  const horn = new Horn();
  assert.equal(horn.next(0, [], true), 'stale');
  assert.equal(horn.next(4000, [], true), 'stale');
  horn.silence();
  assert.equal(horn.next(20_000, [], true), null);
  horn.linkLive();
  assert.equal(horn.next(30_000, [], true), 'stale');
});

test('silence before the link is lost does not silence its loss', () => {
  const horn = new Horn();
  horn.silence();
  assert.equal(horn.next(0, [], false), null);
  assert.equal(horn.next(5000, [], true), 'stale');
});

test('a horn that is off is silent', () => {
  const horn = new Horn();
  horn.toggle();
  horn.hear([alert('a', { priority: 'critical' })]);
  assert.equal(horn.next(5000, [alert('a', { priority: 'critical' })], false), null);
});

test('the server clock is taken from the fastest beat', () => {
  const clock = new ServerClock();
  clock.beat(1000, 5900);
  clock.beat(2000, 6500);
  clock.beat(3000, 9000);
  assert.equal(clock.at(10_000), 5500);
});

test('freshness is the worst of ten seconds and never negative', () => {
  const link = new Link(0);
  link.painted(1000, 1400);
  link.painted(2000, 2100);
  assert.equal(link.freshnessMs(), 400);
  link.painted(12_500, 12_400);
  assert.equal(link.freshnessMs(), 0);
});

test('an older reading never replaces a newer one', () => {
  const readings = new Readings();
  readings.restart([{ sensor: 's', t: '2026-11-21T02:00:10Z', v: 1 }], []);
  readings.apply([{ sensor: 's', t: '2026-11-21T02:00:05Z', v: 9, quality: 'late' }]);
  assert.equal(readings.latest('s').v, 1);
});

test('a fault is no value', () => {
  assert.equal(isMeasured({ sensor: 's', t: 0, v: 0.4, quality: 'fault' }), false);
  assert.equal(isMeasured({ sensor: 's', t: 0, v: null }), false);
  assert.equal(isMeasured({ sensor: 's', t: 0, v: 6.1, quality: 'over-range' }), true);
});

test('a trend has a hole where nothing was measured and where a fault was', () => {
  const raw = [0, 5, 10, 15, 80, 85].map((at) => ({
    t: at * 1000 + 1,
    v: at === 85 ? 0.3 : 0.5,
    quality: at === 85 ? 'fault' : 'good',
  }));
  const drawn = withHoles(pointsOf(raw));
  assert.equal(drawn.length, 7);
  assert.deepEqual(
    drawn.filter((point) => point.v === null).map((point) => point.t),
    [15_002, 85_001],
  );
});

test('live points join the history once, a late one in its place, old ones go', () => {
  const history = pointsOf([
    { t: 1000, v: 1 },
    { t: 3000, v: 3 },
  ]);
  const after = grown(
    history,
    pointsOf([
      { t: 3000, v: 3 },
      { t: 2000, v: 2 },
      { t: 4000, v: 4 },
    ]),
    1500,
  );
  assert.deepEqual(
    after.map((point) => point.t),
    [2000, 3000, 4000],
  );
});

test('an excursion of a step is inside the range of the axis', () => {
  const { min, max } = verticalRange(pointsOf([{ t: 1, mean: 0.5, min: 0.2, max: 1.8 }]), [1]);
  assert.ok(min <= 0.2 && max >= 1.8, `${min} … ${max}`);
});

test('the limit of the alert is always inside the range, far ones need not be', () => {
  const range = verticalRange(pointsOf([{ t: 1, v: 0.01 }]), [1, 900]);
  assert.ok(range.max >= 1 && range.max < 100, `${range.max}`);
});

test('a value is yellow from nine tenths of its limit and over at it', () => {
  const upper = [{ id: 'l', level: 'alarm', value: 1, off: 0.9, bound: 'max' }];
  assert.deepEqual(
    [0.89, 0.9, 1, 1.2].map((value) => nearness(value, upper)),
    ['', 'near', 'over', 'over'],
  );
  const lower = [{ id: 'l', level: 'alarm', value: 0.25, off: 0.3, bound: 'min' }];
  assert.deepEqual(
    [0.4, 0.26, 0.24].map((value) => nearness(value, lower)),
    ['', 'near', 'over'],
  );
});

test('down-wind follows the air, also round a ring', () => {
  const plan = new PlanView();
  plan.load(
    [],
    ['ab', 'bc', 'ca', 'cd']
      .map((way) => way)
      .reduce((zones, [from, to]) => {
        const zone = zones.find((each) => each.id === from);
        zone ? zone.airflowTo.push(to) : zones.push({ site: 's', id: from, airflowTo: [to] });
        return zones;
      }, /** @type {any[]} */ ([])),
  );
  assert.deepEqual(plan.downwind('s', 'a'), ['b', 'c', 'd']);
});

test('the air network is drawn along the air, a ring too', () => {
  const { places, columns } = layered([
    { id: 'a', airflowTo: ['b'] },
    { id: 'b', airflowTo: ['c'] },
    { id: 'c', airflowTo: ['b'] },
    { id: 'x' },
  ]);
  assert.equal(places.size, 4);
  assert.ok(places.get('a').column < places.get('b').column);
  assert.ok(columns >= 2);
});

test('only the rows in view are drawn', () => {
  assert.deepEqual(rowsInView(5000, 60, 60 * 2000, 600), { from: 1994, to: 2016 });
  assert.deepEqual(rowsInView(3, 60, 0, 600), { from: 0, to: 3 });
  const end = rowsInView(5000, 60, 60 * 5000, 600);
  assert.equal(end.to, 5000);
});

test('a selected row is scrolled into view, one in view stays', () => {
  assert.equal(scrollTo(0, 60, 300, 600), 0);
  assert.equal(scrollTo(20, 60, 0, 600), 660);
  assert.equal(scrollTo(3, 60, 0, 600), 0);
});

test('suppressed alerts are folded under a counted line and never gone', () => {
  const sorted = [alert('a'), alert('b', { state: 'suppressed' }), alert('c', { state: 'suppressed' })];
  const group = (each) => each.state;
  assert.deepEqual(
    rowsOf(sorted, group, new Set(['suppressed']), new Set()).map((row) => row.fold ?? row.alert.id),
    ['a', 'suppressed'],
  );
  const open = rowsOf(sorted, group, new Set(['suppressed']), new Set(['suppressed']));
  assert.deepEqual(
    open.map((row) => row.fold ?? row.alert.id),
    ['a', 'suppressed', 'b', 'c'],
  );
  assert.equal(open[1].count, 2);
});

test('times are the mine’s, with their day when it is not today’s', () => {
  const at = Date.parse('2026-11-21T20:15:09Z');
  assert.equal(timeOfDay(at, 'UTC'), '20:15:09');
  assert.equal(moment(at, 'UTC', at + 1000), '20:15:09');
  assert.equal(moment(at, 'UTC', at + 86_400_000), '21.11 20:15:09');
  assert.equal(timeOfDay(NaN, 'UTC'), '–');
});

test('values are written as the language writes them', () => {
  assert.equal(number(1.618, 'en'), '1.62');
  assert.equal(number(1.618, 'ru'), '1,62');
  assert.equal(number(84, 'en'), '84');
  assert.equal(number(1.5e5, 'kk'), '1,5·10⁵');
  assert.equal(number(null, 'en'), '–');
  assert.equal(unit('[ppm]', 'en'), 'ppm');
  assert.equal(unit('m/s', 'ru'), 'м/с');
  assert.equal(seconds(412, 'ru'), '0,4 с');
  assert.equal(age(125 * 60_000, 'en'), '2 h 05');
});

test('every word is there in Kazakh, Russian and English, with the same gaps to fill', () => {
  assert.deepEqual(LANGS, ['en', 'ru', 'kk']);
  for (const [key, texts] of Object.entries(WORDS)) {
    assert.equal(texts.length, 3, key);
    const gaps = texts.map((text) => (text.match(/\{\w+\}/g) ?? []).sort().join());
    assert.ok(
      texts.every((text) => text.trim()),
      key,
    );
    assert.ok(
      gaps.every((gap) => gap === gaps[0]),
      `${key}: ${gaps}`,
    );
  }
});

test('a key without words is shown, not swallowed', () => {
  assert.equal(words('q.unheard-of', 'kk'), 'unheard-of');
});

import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { Live } from '../../main/resources/page/js/live.js';
import { AlertBook } from '../../main/resources/page/js/state/alerts.js';
import { Horn } from '../../main/resources/page/js/state/horn.js';
import { Link, STALE_AFTER_MS } from '../../main/resources/page/js/state/link.js';
import { Readings } from '../../main/resources/page/js/state/readings.js';
import { alert, event, Stream } from './made.js';

let now;
let room;
let signedIn;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  Stream.opened = [];
  now = 1_000_000;
  signedIn = async () => true;
  const link = new Link(now);
  room = {
    alerts: new AlertBook(() => now),
    readings: new Readings(),
    link,
    horn: new Horn(),
    snapshot() {},
    painting() {},
  };
  room.live = new Live(room, { open: () => new Stream(), now: () => now, signedIn: () => signedIn() });
  room.live.start();
});

const stream = () => Stream.opened.at(-1);

function snapshot(position, ...alerts) {
  stream().say('snapshot', { position, alerts, readings: [], sensors: [], at: now });
}

function pass(ms) {
  now += ms;
  mock.timers.tick(ms);
  room.live.check();
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a snapshot makes the page live', () => {
  assert.equal(room.link.state, 'connecting');
  snapshot(5, alert('a'));
  assert.equal(room.link.state, 'live');
  assert.equal(room.alerts.position, 5);
});

test('a missing event is shown as resync and a new stream gives a whole picture', () => {
  snapshot(5);
  stream().say('alert', event(8, 7, alert('a')));
  assert.equal(room.link.state, 'resync');
  pass(2000);
  assert.equal(Stream.opened.length, 2);
  snapshot(8, alert('a'));
  assert.equal(room.link.state, 'live');
  assert.equal(room.link.resyncs, 1);
});

test('two beats ahead of the last event mean that one was lost', () => {
  snapshot(5);
  stream().say('beat', { at: now, position: 6 });
  assert.equal(room.link.state, 'live');
  stream().say('beat', { at: now, position: 6 });
  assert.equal(room.link.state, 'resync');
});

test('three missed beats make the page stale, with the time of the last one', () => {
  snapshot(5);
  stream().say('beat', { at: 777_000, position: 5 });
  pass(STALE_AFTER_MS - 1);
  assert.equal(room.link.state, 'live');
  pass(2);
  assert.equal(room.link.state, 'stale');
  assert.equal(room.link.liveUntil, 777_000);
});

test('beats that come back on an old stream bring no life before a whole picture came', () => {
  snapshot(5);
  pass(STALE_AFTER_MS + 1);
  stream().say('beat', { at: now, position: 5 });
  assert.equal(room.link.state, 'resync');
  pass(2000);
  snapshot(5);
  assert.equal(room.link.state, 'live');
});

test('a pulled cable closes nothing, so a silent stream is given up', () => {
  snapshot(5);
  pass(STALE_AFTER_MS + 1);
  pass(8000);
  assert.equal(Stream.opened.length, 2);
});

test('a refused stream of an ended session says so', async () => {
  snapshot(5);
  signedIn = async () => false;
  stream().refuse();
  await settled();
  assert.equal(room.link.state, 'signed-out');
});

test('a refused stream of a server that is away is tried again, ever more slowly', async () => {
  snapshot(5);
  signedIn = async () => Promise.reject(new Error('away'));
  for (const most of [700, 1300, 2600]) {
    const before = Stream.opened.length;
    stream().refuse();
    await settled();
    pass(most);
    assert.equal(Stream.opened.length, before + 1, `after ${most} ms`);
  }
});

test('what an abandoned stream still says is not believed', () => {
  snapshot(5);
  const old = stream();
  old.say('gap', {});
  pass(2000);
  snapshot(9);
  old.say('alert', event(10, 9, alert('ghost')));
  assert.equal(room.alerts.position, 9);
});

test('the sensors whose trust changed are told apart', () => {
  snapshot(5);
  stream().say('sensor', { sensors: [{ id: 's', state: 'frozen' }] });
  assert.equal(room.readings.state('s'), 'frozen');
});

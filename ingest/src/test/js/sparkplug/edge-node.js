// An edge node as the library's readme shows one, with aliases. Commands come by standard input, a line each:
//   data VALUE   DDATA of CH4 by its alias        named VALUE  DDATA of CH4 by its name
//   lose VALUE   uses up a sequence number and sends nothing
// Answers each rebirth request unless started with "deaf". Says what it does on standard output.
'use strict';

const readline = require('readline');
const sparkplug = require('sparkplug-client');

const [url, group, node, device, mood] = process.argv.slice(2);
let value = 0.4;

const client = sparkplug.newClient({
  serverUrl: url,
  username: '',
  password: '',
  groupId: group,
  edgeNode: node,
  clientId: `${group}-${node}-js`,
  version: 'spBv1.0',
  keepalive: 5,
});

function births() {
  client.publishNodeBirth({
    timestamp: Date.now(),
    metrics: [
      { name: 'Node Control/Rebirth', type: 'Boolean', value: false },
      { name: 'fw', type: 'String', value: '1.0' },
    ],
  });
  client.publishDeviceBirth(device, {
    timestamp: Date.now(),
    metrics: [
      { name: 'Gas/CH4', alias: 7, type: 'Float', value, timestamp: Date.now() },
      { name: 'Gas/CO', alias: 8, type: 'Int32', value: 3, timestamp: Date.now() },
      { name: 'status', alias: 9, type: 'Int32', value: 0, timestamp: Date.now() },
    ],
  });
  console.log('born');
}

function data(metric) {
  client.publishDeviceData(device, { timestamp: Date.now(), metrics: [metric] });
}

client.on('birth', births);
client.on('error', (error) => console.log(`error ${error.message}`));
client.on('ncmd', (payload) => {
  const asked = (payload.metrics || []).some((m) => m.name === 'Node Control/Rebirth' && m.value === true);
  console.log(asked ? 'rebirth asked' : 'other command');
  if (asked && mood !== 'deaf') {
    births();
  }
});

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const [what, number] = line.split(' ');
  value = Number(number);
  if (what === 'data') {
    data({ alias: 7, type: 'Float', value, timestamp: Date.now() });
  } else if (what === 'named') {
    data({ name: 'Gas/CH4', type: 'Float', value, timestamp: Date.now() });
  } else if (what === 'lose') {
    client.incrementSeqNum();
  }
});

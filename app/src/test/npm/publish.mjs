// Publishes lines of standard input, each {"topic", "json" or "cbor", "contentType"?}, with MQTT.js; cbor of the npm library.
// node publish.mjs URL PROTOCOL(4|5)
import { createInterface } from 'node:readline';
import cbor from 'cbor';
import mqtt from 'mqtt';

const [url, protocol] = process.argv.slice(2);
const client = await mqtt.connectAsync(url, { protocolVersion: Number(protocol), connectTimeout: 10_000 });

/** SenML's labels are numbers in CBOR: {"-2": "GA-07:"} is written with the number as its key. */
const packed = (records) =>
  cbor.encode(
    records.map(
      (record) => new Map(Object.entries(record).map(([key, value]) => [/^-?\d+$/.test(key) ? Number(key) : key, value])),
    ),
  );

for await (const line of createInterface({ input: process.stdin })) {
  const { topic, json, cbor: records, contentType } = JSON.parse(line);
  const payload = records ? packed(records) : JSON.stringify(json);
  await client.publishAsync(topic, payload, { qos: 1, ...(contentType ? { properties: { contentType } } : {}) });
}
await client.endAsync();

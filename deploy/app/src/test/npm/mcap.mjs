// Opens an MCAP file with an independent reader and holds it against the CSV of the same recording.
import { readFileSync } from 'node:fs';
import mcap from '@mcap/core';

const { McapIndexedReader, McapStreamReader } = mcap;

const [mcapFile, csvFile] = process.argv.slice(2);
const bytes = readFileSync(mcapFile);
const readable = {
  size: async () => BigInt(bytes.length),
  read: async (offset, length) => bytes.subarray(Number(offset), Number(offset + length)),
};

const lines = readFileSync(csvFile, 'utf8').trimEnd().split('\n');
const names = lines[0].split(',').map((name) => name.replace(/ \[.*\]$/, ''));
const rows = lines.slice(1).map((line) => line.split(','));

const indexed = await McapIndexedReader.Initialize({ readable });
const statistics = indexed.statistics;
if (Number(statistics.messageCount) !== rows.length) {
  throw new Error(`statistics count ${statistics.messageCount} messages, the CSV has ${rows.length} lines`);
}
const schema = [...indexed.schemasById.values()][0];
const properties = JSON.parse(new TextDecoder().decode(schema.data)).properties;
if (Object.keys(properties).join() !== names.join()) {
  throw new Error('the schema does not have the columns of the CSV');
}

let count = 0;
let last = 0n;
for await (const message of indexed.readMessages()) {
  const values = JSON.parse(new TextDecoder().decode(message.data));
  const row = rows[count];
  names.forEach((name, i) => {
    const value = values[name] === null ? '' : String(values[name]);
    if (value !== row[i] && Number(value) !== Number(row[i])) {
      throw new Error(`message ${count}, ${name}: ${value} in the MCAP, ${row[i]} in the CSV`);
    }
  });
  if (message.logTime < last) {
    throw new Error(`message ${count} is earlier than the one before`);
  }
  last = message.logTime;
  count++;
}
if (count !== rows.length) {
  throw new Error(`${count} messages by index, ${rows.length} lines`);
}

// From front to back, with every checksum verified.
const stream = new McapStreamReader({ validateCrcs: true });
stream.append(bytes);
let streamed = 0;
let metadata = 0;
for (let record; (record = stream.nextRecord()); ) {
  if (record.type === 'Message') {
    streamed++;
  }
  if (record.type === 'Metadata') {
    metadata += record.metadata.has('config') ? 1 : 0;
  }
}
if (!stream.done() || streamed !== count || metadata !== 1) {
  throw new Error(`streamed ${streamed} of ${count} messages, ${metadata} configurations, whole: ${stream.done()}`);
}
console.log(`${count} messages`);

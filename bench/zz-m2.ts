import { batches } from './store/batches.ts';
import { decodeOtlpProtobuf } from '#trace-model/otlp.ts';
import { openRecords } from '#trace-store/view-api/sql-records.ts';
import { openStore } from '#trace-store/store.ts';
import {writeFileSync, readFileSync, existsSync} from 'node:fs';
import {serialize,deserialize} from 'node:v8';
if (!existsSync('/tmp/bodies.bin')) {
const store = openStore({});
for (const raw of batches(100_000)) store.add(decodeOtlpProtobuf(raw), { protocol: 'grpc', raw } as any);
writeFileSync('/tmp/bodies.bin', serialize(store.traceIds().map(traceId => ({ traceId, bodies: store.bodies(traceId)!.bodies, grows: false }))));
store.close();
}
const bodies = deserialize(readFileSync('/tmp/bodies.bin'));
for (let k = 0; k < 3; k++) {
const recs = openRecords();
const a = performance.now();
for (let i = 0; i < bodies.length; i += 200) recs.put(bodies.slice(i, i + 200));
recs.run('select 1');
console.log('put', performance.now() - a);
}

// Replicates a database into an empty one on disk and says how long that took: {"docs":…,"ms":…,"cpu_ms":…}.
// Usage: node pull.js FOLDER URL BATCH
'use strict';
const path = require('path');
const modules = process.env.FANGCE_POUCH;
const PouchDB = require(require.resolve('pouchdb', { paths: [modules] }));

const [folder, url, batch] = process.argv.slice(2);

async function main() {
  const db = new PouchDB(path.join(folder, 'cards'), { adapter: 'leveldb' });
  await db.info();
  const began = process.hrtime.bigint();
  const cpu = process.cpuUsage();
  const done = await db.replicate.from(url, { batch_size: Number(batch), batches_limit: 10 });
  const ms = Number(process.hrtime.bigint() - began) / 1e6;
  const used = process.cpuUsage(cpu);
  if (!done.ok || done.errors.length > 0) throw new Error(JSON.stringify(done));
  console.log(JSON.stringify({ docs: done.docs_written, ms, cpu_ms: (used.user + used.system) / 1000 }));
  await db.close();
}

main().catch((e) => {
  console.error(e);
  process.exit(1);
});

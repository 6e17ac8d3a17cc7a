// Serves a PouchDB database on disk as express-pouchdb does, filled with the documents of a file, one JSON object a line.
// Usage: node serve.js FOLDER DOCUMENTS; says "listening URL" once it is filled.
'use strict';
const fs = require('fs');
const path = require('path');
const readline = require('readline');
const modules = process.env.FANGCE_POUCH;
const from = (name) => require(require.resolve(name, { paths: [modules] }));

const [folder, documents] = process.argv.slice(2);
const PouchDB = from('pouchdb').defaults({ prefix: folder + path.sep, adapter: 'leveldb' });

async function main() {
  const db = new PouchDB('cards');
  let batch = [];
  for await (const line of readline.createInterface({ input: fs.createReadStream(documents) })) {
    batch.push(JSON.parse(line));
    if (batch.length === 1000) {
      await db.bulkDocs(batch);
      batch = [];
    }
  }
  await db.bulkDocs(batch);
  const app = from('express')();
  app.use('/', from('express-pouchdb')(PouchDB, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: path.join(folder, 'log.txt') }));
  const server = app.listen(0, '127.0.0.1', () => console.log('listening http://127.0.0.1:' + server.address().port));
}

main().catch((e) => {
  console.error(e);
  process.exit(1);
});

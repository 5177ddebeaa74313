import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { openEmbedded } from '../packages/store/src/drivers/embedded.ts';
import { openServer } from '../packages/store/src/drivers/server.ts';

/**
 * What the gateway is compared with: bare `node:http` that inserts the same row, one insert per request, and answers. Started as a
 * process of its own with `embedded <folder>` or `server <url>`; prints its address.
 */
const [engine, place = ''] = process.argv.slice(2);
const database = engine === 'server' ? await openServer(place) : await openEmbedded(place);
await database.runScript(`
  create table if not exists raw_deliveries (id bigserial primary key, key text not null unique, lane text not null, kind text not null,
    body bytea, hash text not null, redacted jsonb not null, received_at timestamptz not null default now())`);

const server = createServer((incoming, answer) => {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => {
    const body = Buffer.concat(chunks);
    const values = [
      randomUUID(),
      'lane',
      'seed-event',
      body.toString('hex'),
      createHash('sha256').update(body).digest('hex'),
      '{}',
    ];
    database
      .query(
        `insert into raw_deliveries (key, lane, kind, body, hash, redacted) values ($1, $2, $3, decode($4, 'hex'), $5, $6::text::jsonb)`,
        values,
      )
      .then(
        () => answer.end('{"received":true}'),
        () => answer.writeHead(503).end(),
      );
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`ready raw=http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}\n`);
});

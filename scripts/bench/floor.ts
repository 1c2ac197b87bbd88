/**
 * The least that a durable callback can cost, as a process of its own: Koa, signature, AES, a regular expression, one
 * prepared statement, encrypted reply. Takes PORT and DATABASE_URL; makes its own tables.
 */
import { timingSafeEqual } from 'node:crypto';
import Koa from 'koa';
import postgres from 'postgres';
import { seal, signature, unseal } from './envelope.ts';

const sql = postgres(process.env['DATABASE_URL'] ?? '', { max: 10, onnotice: () => {} });
await sql.unsafe(`
  create table if not exists floor_inbox (key text primary key, at timestamptz not null);
  create table if not exists floor_customers (
    id bigint generated always as identity primary key,
    owner text not null,
    surname text not null,
    tries integer not null default 0,
    unique (owner, surname)
  );
  create table if not exists floor_contacts (
    id bigint generated always as identity primary key,
    customer_id bigint not null references floor_customers,
    content text not null,
    at timestamptz not null
  )`);

const app = new Koa();
app.use(async (ctx) => {
  if (ctx.method === 'GET') return void (ctx.body = 'ok');
  const chunks: Buffer[] = [];
  for await (const chunk of ctx.req) chunks.push(chunk as Buffer);
  const encrypted = one(/<Encrypt><!\[CDATA\[(.*?)\]\]><\/Encrypt>/, Buffer.concat(chunks).toString());
  const { timestamp, nonce, msg_signature: given } = ctx.query as Record<string, string>;
  const expected = Buffer.from(signature(timestamp ?? '', nonce ?? '', encrypted));
  if (!timingSafeEqual(Buffer.from(given ?? ''), expected)) return ctx.throw(403);
  const message = unseal(encrypted);
  const from = one(/<FromUserName><!\[CDATA\[(.*?)\]\]>/, message);
  const content = one(/<Content><!\[CDATA\[(.*?)\]\]>/, message);
  const at = new Date(Number(one(/<CreateTime>(\d+)</, message)) * 1000);
  const surname = one(/^(.+?)先生打了 没接$/, content);
  const [row] = await sql<{ tries: number }[]>`
    with taken as (
      insert into floor_inbox values (${one(/<MsgId>(\d+)</, message)}, ${at}) on conflict do nothing returning 1
    ), changed as (
      update floor_customers set tries = tries + 1
      where owner = ${from} and surname = ${surname} and exists (select from taken)
      returning id, tries
    ), logged as (
      insert into floor_contacts (customer_id, content, at) select id, ${content}, ${at} from changed
    )
    select tries from changed`;
  const now = Math.floor(Date.now() / 1000);
  const reply = seal(
    `<xml><ToUserName><![CDATA[${from}]]></ToUserName><FromUserName><![CDATA[app]]></FromUserName><CreateTime>${now}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[已记 ${surname}先生 ${row?.tries}]]></Content></xml>`,
  );
  ctx.type = 'application/xml';
  ctx.body = `<xml><Encrypt><![CDATA[${reply}]]></Encrypt><MsgSignature><![CDATA[${signature(String(now), 'floor', reply)}]]></MsgSignature><TimeStamp>${now}</TimeStamp><Nonce><![CDATA[floor]]></Nonce></xml>`;
});
app.listen(Number(process.env['PORT']), '127.0.0.1');

function one(pattern: RegExp, text: string): string {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`no ${pattern} in the message`);
  return found;
}

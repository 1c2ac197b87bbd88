import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { type Db, rowsOf } from '../../src/db/connect.ts';
import type { Notice } from '../../src/domain/notice.ts';
import type { BareWecom } from '../support/bare-wecom.ts';
import type { Message } from './messages.ts';

/** Compares what was written and what was pushed with what was said and answered. */
export async function judge(db: Db, done: readonly Message[], wecom: BareWecom): Promise<void> {
  const countOf = (kind: Message['kind']) => done.filter((message) => message.kind === kind).length;
  expect(done.length).toBeGreaterThan(100);
  for (const kind of ['register', 'log', 'meet', 'lose'] as const) expect(countOf(kind)).toBeGreaterThan(0);

  const inbox = await rowsOf<{ key: string }>(db, sql`select key from inbox order by key`);
  expect(inbox.map(({ key }) => key)).toEqual(done.map(({ id }) => id).sort());

  const customers = await rowsOf<{ phone: string; contacts: number; visits: number; losses: number }>(
    db,
    sql`
      select phone,
        (select count(*)::int from contacts where customer_id = customers.id) as contacts,
        (select count(*)::int from visits where customer_id = customers.id) as visits,
        (select count(*)::int from lost_applications where customer_id = customers.id) as losses
      from customers order by phone`,
  );
  const of = (phone: string, kind: Message['kind']) =>
    done.filter((message) => message.phone === phone && message.kind === kind).length;
  const registered = done.filter(({ kind }) => kind === 'register').map(({ phone }) => phone);
  expect(customers).toEqual(
    registered.sort().map((phone) => ({
      phone,
      contacts: of(phone, 'log'),
      // All of it takes less than the half hour within which a second visit is the first told again.
      visits: 1,
      losses: of(phone, 'lose'),
    })),
  );

  const outbox = await rowsOf<{ key: string; to: string; body: Notice; sent: boolean; error: string | null }>(
    db,
    sql`select key, to_id as "to", body, sent_at is not null as sent, error from outbox order by id`,
  );
  expect(outbox.filter(({ sent }) => !sent)).toEqual([]);
  expect(outbox.filter(({ key }) => key.startsWith('met:'))).toHaveLength(countOf('meet'));
  expect(outbox.filter(({ key }) => key.startsWith('lost-'))).toHaveLength(countOf('lose'));
  const arrived = wecom.deliveries.flatMap(piecesOf).sort();
  const owed = outbox.map(({ to, body }) => `${to} ${wordsOf(body)}`).sort();
  expect(arrived).toEqual(owed);
}

/** The texts that were joined into one message, or the card's task. */
function piecesOf({ to, request }: BareWecom['deliveries'][number]): string[] {
  const body = JSON.parse(request) as { text?: { content: string }; template_card?: { task_id: string } };
  const pieces = body.text ? body.text.content.split('\n\n') : [body.template_card?.task_id];
  return pieces.map((piece) => `${to} ${piece}`);
}

function wordsOf(body: Notice): string {
  if (body.kind === 'text') return body.text;
  return body.kind === 'card' ? body.taskId : body.label;
}

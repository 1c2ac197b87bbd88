import { sql } from 'drizzle-orm';
import { type Db, rowsOf } from '../../src/db/connect.ts';
import { addDays, dayOf } from '../../src/domain/time.ts';

/** Something that must never be, and was found. */
export interface Breach {
  rule: string;
  /** Whose history shows it, if it is about one customer. */
  customerId: number | null;
  detail: string;
}

/** Replies and answers to a click go out at any time; a digest is one screen. */
const LONGEST_CARD = 12;
const LONGEST_LIST = 22;

/**
 * What must hold after every hour, asked of the tables and not of the code that filled them. Looks at what happened
 * since `since`; all of a kind in one statement.
 */
export async function findBreaches(db: Db, since: Date, at: Date): Promise<Breach[]> {
  const today = dayOf(at);
  const from = since.toISOString();
  const rows = await rowsOf<{ rule: string; customerId: string | number | null; detail: string }>(
    db,
    sql`
    -- 1. Whoever is open has a day, whoever is not has none.
    select 'every open customer has one next due date, or a stated reason for none' as rule, id as "customerId",
      format('state %s, due %s, why %s', state, next_due_on, next_due_why) as detail
    from customers
    where (state in ('open', 'ordered', 'delivered') and not do_not_contact and (next_due_on is null or next_due_why is null))
      or ((state in ('lostPending', 'lost', 'dead', 'closed') or do_not_contact) and next_due_on is not null)
    union all
    -- 2. Cases end with their cause.
    select 'no case is left open after its cause is gone', a.customer_id, a.key
    from alerts a join customers c on c.id = a.customer_id
    where a.state <> 'closed' and a.check in ('textMissing', 'cardThin', 'firstCallMissing', 'gradeMissing', 'overdue', 'windowOver')
      and c.state not in ('open', 'ordered')
    union all
    select 'no case is left open after its cause is gone', a.customer_id, a.key
    from alerts a join leave_texts t on t.visit_id = a.visit_id
    where a.state <> 'closed' and a.check = 'textMissing'
    union all
    select 'no case is left open after its cause is gone', a.customer_id, format('%s, due %s', a.key, c.next_due_on)
    from alerts a join customers c on c.id = a.customer_id
    where a.state <> 'closed' and a.check = 'overdue' and a.key <> format('overdue:customer:%s:%s', c.id, c.next_due_on)
    union all
    select 'no case without its cause', a.customer_id, a.key
    from alerts a left join customers c on c.id = a.customer_id
    where a.raised_at > ${from} and (a.due_at > a.raised_at or (a.customer_id is not null and c.id is null))
    union all
    -- 3. Each rung once.
    select 'each level is told at most once per case', a.customer_id, format('%s level %s: %s told', a.key, n.level, count(*))
    from alert_notices n join alerts a on a.id = n.alert_id
    where n.at > ${from}
    group by a.id, a.customer_id, a.key, n.level having count(*) > 2 or count(distinct n.at) > 1
    union all
    select 'nobody is told of what he himself owes', a.customer_id, a.key
    from alert_notices n join alerts a on a.id = n.alert_id where n.at > ${from} and n.to_id = a.about_id
    union all
    -- 4. The quiet hours.
    select 'no message in quiet hours', null, format('%s at %s', key, sent_at at time zone 'Asia/Shanghai')
    from outbox
    where sent_at > ${from} and key not like 'reply:%' and key not like 'card-done:%'
      and ((sent_at at time zone 'Asia/Shanghai')::time < '08:30' or (sent_at at time zone 'Asia/Shanghai')::time >= '20:30')
    union all
    select 'at most one screen per digest', null, key
    from outbox
    where created_at > ${from} and (
      (body ->> 'kind' = 'card' and array_length(string_to_array(body ->> 'text', E'\n'), 1) > ${LONGEST_CARD})
      or (key like 'due:%' and array_length(string_to_array(body ->> 'text', E'\n'), 1) > ${LONGEST_LIST}))
    union all
    select 'one digest an hour and person', null, format('%s %s', to_id, count(*))
    from outbox where created_at > ${from} and key like 'digest-%' group by to_id having count(*) > 1
    union all
    -- 5. The clock is the last effective contact, and nothing else.
    select 'every effective contact moves exactly one clock', c.id, format('clock %s, contacts %s', c.last_effective_on, e.on)
    from customers c left join lateral (
      select max(at) as on from (
        select (at at time zone 'Asia/Shanghai')::date as at from contacts where customer_id = c.id and effective
        union all select (left_at at time zone 'Asia/Shanghai')::date from visits where customer_id = c.id
        union all select (at at time zone 'Asia/Shanghai')::date from inbound_calls where customer_id = c.id
        union all select (at at time zone 'Asia/Shanghai')::date from orders where customer_id = c.id and state <> 'cancelled'
        union all select (at at time zone 'Asia/Shanghai')::date from test_drives where customer_id = c.id
        union all select (at at time zone 'Asia/Shanghai')::date from deliveries where customer_id = c.id
      ) as events
    ) e on true
    where c.last_effective_on is distinct from e.on
      and c.id in (select customer_id from contacts where entered_at > ${from}
        union select customer_id from visits where entered_at > ${from})
    union all
    -- 6. Smoothing.
    select 'O and A are never smoothed', id, format('grade %s put off to %s', grade, put_off_to)
    from customers where put_off_to is not null and grade in ('O', 'A') and state <> 'pooled'
    union all
    select 'nobody is put off beyond the days that the rules give', id, format('due %s, put off to %s', next_due_on, put_off_to)
    from customers where put_off_to > ${addDays(today, 7)}::date and state = 'open'
    union all
    -- 7. The company takes nobody back without three warnings.
    select 'recalled customers had three warnings', r.customer_id, format('%s warnings', count(distinct w.level))
    from recalls r left join recall_warnings w on w.customer_id = r.customer_id and w.owner_id = r.owner_id
      and w.on <= (r.announced_at at time zone 'Asia/Shanghai')::date and w.on > (r.announced_at at time zone 'Asia/Shanghai')::date - 60
    where r.announced_at > ${from}
    group by r.id, r.customer_id having count(distinct w.level) < 3
    union all
    -- 8. A campaign ends, and nobody hears of it twice.
    select 'a campaign is over on the evening of its last day', null, format('campaign %s, %s', id, ends_on)
    from campaigns where ended_at is null and ends_on < ${today}
    union all
    select 'a campaign is closed once for everybody', null, format('%s told %s', to_id, count(*))
    from outbox where key like 'campaign:%:closed:%' group by to_id having count(*) > 1`,
  );
  const sums = await findWrongSums(db);
  return [
    ...rows.map((row) => ({ ...row, customerId: row.customerId === null ? null : Number(row.customerId) })),
    ...sums,
  ];
}

/** Grades as the customers have them, and as their changes add up to: by grade. */
async function findWrongSums(db: Db): Promise<Breach[]> {
  const rows = await rowsOf<{ grade: string; held: number; moved: number }>(
    db,
    sql`
    select g.grade, (select count(*) from customers c where c.grade = g.grade)::int as held,
      ((select count(*) from grade_changes x where x.to = g.grade) - (select count(*) from grade_changes x where x.from = g.grade))::int as moved
    from (values ('O'), ('A'), ('B'), ('C')) as g (grade)`,
  );
  return rows
    .filter(({ held, moved }) => held !== moved)
    .map(({ grade, held, moved }) => ({
      rule: 'sums of grades equal open customers, and movements explain them',
      customerId: null,
      detail: `${grade}: ${held} held, ${moved} by the movements`,
    }));
}

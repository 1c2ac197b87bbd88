-- What drizzle cannot express: the journal behind 撤销, and the audit that nobody may change.

-- While `bubu.message` is set (one message is one transaction), every change of a business row leaves what it was.
create function bubu_journal() returns trigger language plpgsql as $$
declare
  message text := current_setting('bubu.message', true);
begin
  if message is null or message = '' then return null; end if;
  insert into journal (message_id, table_name, row_id, before, transaction)
  values (
    message::bigint,
    tg_table_name,
    case when tg_op = 'DELETE' then old.id else new.id end,
    case when tg_op = 'INSERT' then null else to_jsonb(old) end,
    -- Who wrote the row, as `bubu_undo` will find it there: within a savepoint that is not the transaction itself.
    case when tg_op = 'DELETE' then pg_current_xact_id()::xid::text else new.xmin::text end
  );
  return null;
end $$;
--> statement-breakpoint
do $$
declare
  name text;
begin
  foreach name in array array[
    'customers', 'visits', 'inbound_calls', 'contacts', 'grade_changes', 'appointments', 'test_drives', 'orders',
    'payments', 'deliveries', 'lost_applications', 'leave_texts', 'alerts', 'alert_notices', 'alert_answers', 'tasks',
    'assists', 'concession_limits', 'price_requests', 'negotiations', 'rule_changes', 'rest_days', 'closed_days',
    'handovers', 'recalls', 'recall_warnings', 'ownership_cases', 'campaigns', 'spot_checks', 'order_cancellations'
  ] loop
    execute format('create trigger %I after insert or update or delete on %I for each row execute function bubu_journal()',
      name || '_journal', name);
  end loop;
end $$;
--> statement-breakpoint
-- Puts back all rows that a message changed, newest first. Raises `serialization_failure` when one of them has
-- been changed since (its last writer is not the message), and a foreign key violation when a later row
-- leans on one that it added. Alerts are no such row: they are about what is taken back, and go with it.
create function bubu_undo(message bigint) returns integer language plpgsql as $$
declare
  step record;
  columns text;
  writer text;
  -- Rows put back already, which are this function's own now.
  restored text[] := '{}';
  row_key text;
  undone integer := 0;
begin
  perform set_config('bubu.message', '', true);
  for step in select * from journal where message_id = message order by id desc loop
    execute format('select xmin::text from %I where id = $1', step.table_name) into writer using step.row_id;
    if step.before is not null and writer is null then
      -- It was deleted by the message itself.
      execute format('insert into %1$I overriding system value select * from jsonb_populate_record(null::%1$I, $1)',
        step.table_name) using step.before;
      restored := restored || (step.table_name || ':' || step.row_id);
      undone := undone + 1;
      continue;
    end if;
    row_key := step.table_name || ':' || step.row_id;
    if writer is distinct from step.transaction and not row_key = any (restored) then
      raise exception 'changed since' using errcode = 'serialization_failure';
    end if;
    if step.before is null then
      if step.table_name = 'visits' then delete from alerts where visit_id = step.row_id; end if;
      if step.table_name = 'customers' then delete from alerts where customer_id = step.row_id; end if;
      execute format('delete from %I where id = $1', step.table_name) using step.row_id;
    else
      select string_agg(quote_ident(column_name), ', ') into columns
      from information_schema.columns
      where table_schema = current_schema and table_name = step.table_name and column_name <> 'id';
      execute format('update %1$I set (%2$s) = (select %2$s from jsonb_populate_record(null::%1$I, $1)) where id = $2',
        step.table_name, columns) using step.before, step.row_id;
    end if;
    restored := restored || row_key;
    undone := undone + 1;
  end loop;
  -- The rows are now as the messages before left them: so that these can be undone next, they count as their writers.
  for step in select distinct table_name, row_id from journal where message_id = message loop
    execute format('select xmin::text from %I where id = $1', step.table_name) into writer using step.row_id;
    update journal set transaction = writer
    where table_name = step.table_name and row_id = step.row_id and message_id < message and writer is not null;
  end loop;
  delete from journal where message_id = message;
  return undone;
end $$;
--> statement-breakpoint
-- Makes a statement of its own fail whose decision was made on what is no longer so.
create function bubu_refuse_stale() returns boolean language plpgsql as $$
begin
  raise exception 'changed meanwhile' using errcode = 'serialization_failure';
end $$;
--> statement-breakpoint
create function bubu_audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit is append-only';
end $$;
--> statement-breakpoint
create trigger audit_append_only before update or delete on audit for each row execute function bubu_audit_is_append_only();
--> statement-breakpoint
create trigger audit_not_emptied before truncate on audit for each statement execute function bubu_audit_is_append_only();
--> statement-breakpoint
-- Rows that every message rewrites: room on the page keeps the indexes out of it.
alter table customers set (fillfactor = 85);
--> statement-breakpoint
alter table conversations set (fillfactor = 70);

CREATE TABLE "staff" (
	"user_id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"alias" text,
	"position" text NOT NULL,
	"roles" text[] NOT NULL,
	"store_id" bigint,
	"store_ids" bigint[] DEFAULT '{}' NOT NULL,
	"direct_leaders" text[] DEFAULT '{}' NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"left_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "stores" (
	"id" bigint PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "customers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store_id" bigint NOT NULL,
	"owner_id" text NOT NULL,
	"name" text,
	"alias" text,
	"surname" text,
	"gender" text,
	"phone" text,
	"wechat" text,
	"do_not_contact" boolean DEFAULT false NOT NULL,
	"no_texts" boolean DEFAULT false NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"grade" text,
	"grade_set_on" date,
	"window_ends_on" date,
	"window_since" date,
	"window_extended_on" date,
	"in_base_group" boolean DEFAULT false NOT NULL,
	"rapport" text,
	"rapport_asked_on" date,
	"is_vip" boolean DEFAULT false NOT NULL,
	"owned_car" text,
	"step" smallint DEFAULT 1 NOT NULL,
	"source" text,
	"heard_from" text,
	"referrer" text,
	"referrer_id" bigint,
	"district" text,
	"series" text,
	"trim" text,
	"color" text,
	"budget_fen" bigint,
	"usage" text,
	"payment" text,
	"competitors" text[] DEFAULT '{}' NOT NULL,
	"decision_maker" text,
	"trade_in" text,
	"concerns" text[] DEFAULT '{}' NOT NULL,
	"purchase_by" date,
	"last_effective_on" date,
	"first_call_owed_since" date,
	"agreed_on" date,
	"agreed_time" text,
	"delivered_on" date,
	"plate" text,
	"birthday" text,
	"first_service_on" date,
	"put_off_to" date,
	"pretext" text,
	"pretext_on" date,
	"call_prep" text,
	"attempt_days" date[] DEFAULT '{}' NOT NULL,
	"last_talk" text,
	"next_due_on" date,
	"next_due_why" text,
	"stand_in" boolean DEFAULT false NOT NULL,
	"former_owner_id" text,
	"recalled_on" date,
	"card_filled" smallint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "customers_phone_unique" UNIQUE("phone"),
	CONSTRAINT "customers_phone" CHECK ("customers"."phone" ~ '^1[3-9][0-9]{9}$'),
	CONSTRAINT "customers_known_by_something" CHECK (num_nonnulls("customers"."name", "customers"."phone", "customers"."wechat") > 0),
	CONSTRAINT "customers_step" CHECK ("customers"."step" between 1 and 5),
	CONSTRAINT "customers_o_is_ordered" CHECK (("customers"."grade" = 'O') = ("customers"."state" in ('ordered', 'delivered')) or "customers"."grade" is null),
	CONSTRAINT "customers_grade_has_day" CHECK (("customers"."grade" is null) = ("customers"."grade_set_on" is null)),
	CONSTRAINT "customers_due_has_reason" CHECK ("customers"."next_due_on" is null or "customers"."next_due_why" is not null),
	CONSTRAINT "customers_pooled" CHECK ("customers"."state" <> 'pooled' or "customers"."recalled_on" is not null),
	CONSTRAINT "customers_birthday" CHECK ("customers"."birthday" ~ '^[01][0-9]-[0-3][0-9]$'),
	CONSTRAINT "customers_base_group" CHECK (not "customers"."in_base_group" or "customers"."grade" is null),
	CONSTRAINT "customers_left_alone" CHECK (not "customers"."do_not_contact" or "customers"."next_due_on" is null)
);
--> statement-breakpoint
CREATE TABLE "concession_limits" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "concession_limits_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store_id" bigint,
	"series" text,
	"car" text,
	"consultant_fen" bigint NOT NULL,
	"supervisor_fen" bigint NOT NULL,
	"sales_manager_fen" bigint NOT NULL,
	"general_manager_fen" bigint NOT NULL,
	"since" date NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "concession_limits_leave_room" CHECK (0 <= "concession_limits"."consultant_fen" and "concession_limits"."consultant_fen" < "concession_limits"."supervisor_fen"
        and "concession_limits"."supervisor_fen" < "concession_limits"."sales_manager_fen" and "concession_limits"."sales_manager_fen" < "concession_limits"."general_manager_fen")
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "deliveries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store_id" bigint NOT NULL,
	"customer_id" bigint NOT NULL,
	"order_id" bigint NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"entered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "deliveries_orderId_unique" UNIQUE("order_id")
);
--> statement-breakpoint
CREATE TABLE "negotiations" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "negotiations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store_id" bigint NOT NULL,
	"customer_id" bigint NOT NULL,
	"by" text NOT NULL,
	"round" smallint NOT NULL,
	"with" text[] DEFAULT '{}' NOT NULL,
	"price_fen" bigint,
	"conceded_fen" bigint,
	"note" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"entered_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order_cancellations" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "order_cancellations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store_id" bigint NOT NULL,
	"customer_id" bigint NOT NULL,
	"order_id" bigint NOT NULL,
	"by" text NOT NULL,
	"reason" text,
	"grade_after" text NOT NULL,
	"to_id" text NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"first_by" text,
	"first_at" timestamp with time zone,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"remark" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "order_cancellations_decided" CHECK (("order_cancellations"."state" = 'pending') = ("order_cancellations"."decided_at" is null))
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "orders_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store_id" bigint NOT NULL,
	"customer_id" bigint NOT NULL,
	"by" text NOT NULL,
	"series" text,
	"trim" text,
	"color" text,
	"price_fen" bigint,
	"delivery_by" date,
	"state" text DEFAULT 'open' NOT NULL,
	"cancelled_at" timestamp with time zone,
	"at" timestamp with time zone NOT NULL,
	"entered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "orders_price" CHECK ("orders"."price_fen" > 0),
	CONSTRAINT "orders_cancelled" CHECK (("orders"."state" = 'cancelled') = ("orders"."cancelled_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "payments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store_id" bigint NOT NULL,
	"customer_id" bigint NOT NULL,
	"order_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"term" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "payments_amount" CHECK ("payments"."amount_fen" > 0)
);
--> statement-breakpoint
CREATE TABLE "price_requests" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "price_requests_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store_id" bigint NOT NULL,
	"customer_id" bigint NOT NULL,
	"by" text NOT NULL,
	"series" text,
	"car" text,
	"ask_fen" bigint NOT NULL,
	"level" smallint NOT NULL,
	"to_id" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"told_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"granted_fen" bigint,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"remark" text,
	CONSTRAINT "price_requests_ask" CHECK ("price_requests"."ask_fen" > 0),
	CONSTRAINT "price_requests_granted" CHECK ("price_requests"."granted_fen" is null or "price_requests"."granted_fen" >= 0),
	CONSTRAINT "price_requests_decided" CHECK (("price_requests"."state" = 'pending') = ("price_requests"."decided_at" is null))
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "contacts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store_id" bigint NOT NULL,
	"customer_id" bigint NOT NULL,
	"by" text NOT NULL,
	"channel" text NOT NULL,
	"result" text NOT NULL,
	"effective" boolean NOT NULL,
	"content" text NOT NULL,
	"pretext" text,
	"referral_hint" boolean DEFAULT false NOT NULL,
	"grade_before" text,
	"grade_after" text,
	"graded_at" timestamp with time zone,
	"at" timestamp with time zone NOT NULL,
	"entered_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "grade_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "grade_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store_id" bigint NOT NULL,
	"customer_id" bigint NOT NULL,
	"owner_id" text NOT NULL,
	"from" text,
	"to" text,
	"criteria" text[] DEFAULT '{}' NOT NULL,
	"reason" text,
	"review" text,
	"reviewed_by" text,
	"reviewed_at" timestamp with time zone,
	"by" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "grade_changes_move" CHECK ("grade_changes"."from" is distinct from "grade_changes"."to"),
	CONSTRAINT "grade_changes_reviewed" CHECK ((coalesce("grade_changes"."review", 'pending') = 'pending') = ("grade_changes"."reviewed_at" is null))
);
--> statement-breakpoint
CREATE TABLE "lost_applications" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "lost_applications_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store_id" bigint NOT NULL,
	"customer_id" bigint NOT NULL,
	"by" text NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"competitor" text,
	"effective_contacts" integer NOT NULL,
	"attempts" integer NOT NULL,
	"grade_before" text,
	"state" text DEFAULT 'pending' NOT NULL,
	"state_before" text DEFAULT 'open' NOT NULL,
	"endorsed_by" text,
	"endorsed_at" timestamp with time zone,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"remark" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "lost_applications_decided" CHECK (("lost_applications"."state" = 'pending') = ("lost_applications"."decided_at" is null))
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tasks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store_id" bigint NOT NULL,
	"customer_id" bigint NOT NULL,
	"owner_id" text NOT NULL,
	"kind" text NOT NULL,
	"what" text NOT NULL,
	"times" smallint,
	"due_on" date NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"done_at" timestamp with time zone,
	CONSTRAINT "tasks_times" CHECK (("tasks"."kind" = 'tries') = ("tasks"."times" is not null)),
	CONSTRAINT "tasks_done" CHECK (("tasks"."state" = 'done') = ("tasks"."done_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "conversations" (
	"user_id" text PRIMARY KEY NOT NULL,
	"pending" jsonb,
	"pending_at" timestamp with time zone,
	"last_customer_id" bigint,
	"last_customer_at" timestamp with time zone,
	"listed" jsonb,
	"listed_on" date
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "inbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"from_id" text NOT NULL,
	"kind" text NOT NULL,
	"text" text,
	"at" timestamp with time zone NOT NULL,
	"reply" text,
	"did" text,
	"undone_at" timestamp with time zone,
	CONSTRAINT "inbox_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"to_id" text NOT NULL,
	"body" jsonb NOT NULL,
	"cause_id" bigint,
	"created_at" timestamp with time zone NOT NULL,
	"batch" bigint,
	"attempts" integer DEFAULT 0 NOT NULL,
	"leased_until" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	"error" text,
	CONSTRAINT "outbox_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"actor_id" text,
	"action" text NOT NULL,
	"store_id" bigint,
	"customer_id" bigint,
	"message_id" bigint,
	"facts" jsonb
);
--> statement-breakpoint
CREATE TABLE "job_runs" (
	"job" text NOT NULL,
	"scheduled_for" timestamp with time zone NOT NULL,
	"leased_until" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"outcome" text,
	"error" text,
	CONSTRAINT "job_runs_job_scheduled_for_pk" PRIMARY KEY("job","scheduled_for")
);
--> statement-breakpoint
CREATE TABLE "journal" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "journal_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"message_id" bigint NOT NULL,
	"table_name" text NOT NULL,
	"row_id" bigint NOT NULL,
	"before" jsonb,
	"transaction" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"kind" text NOT NULL,
	"since" date NOT NULL,
	"scope" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "reports_kind_since_scope_pk" PRIMARY KEY("kind","since","scope")
);
--> statement-breakpoint
CREATE TABLE "campaign_customers" (
	"campaign_id" bigint NOT NULL,
	"customer_id" bigint NOT NULL,
	"grade" text,
	CONSTRAINT "campaign_customers_campaign_id_customer_id_pk" PRIMARY KEY("campaign_id","customer_id")
);
--> statement-breakpoint
CREATE TABLE "campaigns" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "campaigns_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store_id" bigint NOT NULL,
	"starts_on" date NOT NULL,
	"collect_by" date NOT NULL,
	"forms_by" date NOT NULL,
	"ends_on" date NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"closing" text,
	CONSTRAINT "campaigns_days" CHECK ("campaigns"."starts_on" <= "campaigns"."collect_by" and "campaigns"."collect_by" < "campaigns"."ends_on"),
	CONSTRAINT "campaigns_closed" CHECK (("campaigns"."ended_at" is null) = ("campaigns"."closing" is null))
);
--> statement-breakpoint
CREATE TABLE "closed_days" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "closed_days_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store_id" bigint,
	"on" date NOT NULL,
	"reason" text,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "handovers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "handovers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store_id" bigint NOT NULL,
	"customer_id" bigint NOT NULL,
	"from_id" text NOT NULL,
	"from_store_id" bigint NOT NULL,
	"to_id" text NOT NULL,
	"why" text NOT NULL,
	"by" text,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ownership_cases" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ownership_cases_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store_id" bigint NOT NULL,
	"customer_id" bigint NOT NULL,
	"why" text NOT NULL,
	"owner_id" text NOT NULL,
	"receiver_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"given_to" text,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	CONSTRAINT "ownership_cases_decided" CHECK (("ownership_cases"."state" = 'decided') = ("ownership_cases"."decided_at" is not null) and ("ownership_cases"."given_to" is null) = ("ownership_cases"."decided_at" is null))
);
--> statement-breakpoint
CREATE TABLE "recall_warnings" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "recall_warnings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"customer_id" bigint NOT NULL,
	"owner_id" text NOT NULL,
	"since" date NOT NULL,
	"level" smallint NOT NULL,
	"on" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recalls" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "recalls_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store_id" bigint NOT NULL,
	"customer_id" bigint NOT NULL,
	"owner_id" text NOT NULL,
	"announced_at" timestamp with time zone NOT NULL,
	"effective_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'announced' NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "rest_days" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "rest_days_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"user_id" text NOT NULL,
	"on" date NOT NULL,
	"delegate_id" text,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "rest_days_by_another" CHECK ("rest_days"."delegate_id" <> "rest_days"."user_id")
);
--> statement-breakpoint
CREATE TABLE "rule_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "rule_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"value" integer NOT NULL,
	"since" date NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "appointments" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "appointments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store_id" bigint NOT NULL,
	"customer_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"on" date NOT NULL,
	"time" text,
	"state" text DEFAULT 'open' NOT NULL,
	"by" text NOT NULL,
	"entered_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inbound_calls" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "inbound_calls_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store_id" bigint NOT NULL,
	"customer_id" bigint,
	"answered_by" text NOT NULL,
	"recorded" boolean NOT NULL,
	"counts_as_traffic" boolean DEFAULT true NOT NULL,
	"question" text,
	"heard_from" text,
	"at" timestamp with time zone NOT NULL,
	"entered_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "leave_texts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "leave_texts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store_id" bigint NOT NULL,
	"customer_id" bigint NOT NULL,
	"visit_id" bigint NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"entered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "leave_texts_visitId_unique" UNIQUE("visit_id")
);
--> statement-breakpoint
CREATE TABLE "test_drives" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "test_drives_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store_id" bigint NOT NULL,
	"customer_id" bigint NOT NULL,
	"by" text NOT NULL,
	"car" text,
	"minutes" integer,
	"at" timestamp with time zone NOT NULL,
	"entered_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "visits" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "visits_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store_id" bigint NOT NULL,
	"customer_id" bigint,
	"received_by" text NOT NULL,
	"nature" text NOT NULL,
	"recorded" boolean,
	"counts_as_traffic" boolean DEFAULT true NOT NULL,
	"party_size" smallint,
	"series" text,
	"source" text,
	"heard_from" text,
	"left_at" timestamp with time zone NOT NULL,
	"story" text,
	"order_grasped" boolean,
	"deep_content" text,
	"reviewed_at" timestamp with time zone,
	"entered_at" timestamp with time zone NOT NULL,
	"entered_by" text NOT NULL,
	CONSTRAINT "visits_recorded_by_card" CHECK ("visits"."customer_id" is null or "visits"."recorded" is not null)
);
--> statement-breakpoint
CREATE TABLE "alert_answers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "alert_answers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"alert_id" bigint NOT NULL,
	"level" smallint NOT NULL,
	"by" text NOT NULL,
	"answer" text NOT NULL,
	"remark" text,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alert_notices" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "alert_notices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"alert_id" bigint NOT NULL,
	"level" smallint NOT NULL,
	"to_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"closed_told_at" timestamp with time zone,
	CONSTRAINT "alert_notices_alertId_toId_unique" UNIQUE("alert_id","to_id")
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "alerts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"check" text NOT NULL,
	"short" text NOT NULL,
	"store_id" bigint NOT NULL,
	"customer_id" bigint,
	"visit_id" bigint,
	"about_id" text NOT NULL,
	"grade" text,
	"due_at" timestamp with time zone NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	"level" smallint DEFAULT 0 NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_why" text,
	CONSTRAINT "alerts_key_unique" UNIQUE("key"),
	CONSTRAINT "alerts_closed" CHECK (("alerts"."state" = 'closed') = ("alerts"."closed_at" is not null)),
	CONSTRAINT "alerts_closed_why" CHECK (("alerts"."closed_at" is null) = ("alerts"."closed_why" is null))
);
--> statement-breakpoint
CREATE TABLE "assists" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "assists_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"store_id" bigint NOT NULL,
	"customer_id" bigint,
	"by" text NOT NULL,
	"role" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"answered_by" text,
	"answered_at" timestamp with time zone,
	"minutes" integer,
	CONSTRAINT "assists_about" CHECK (("assists"."customer_id" is null) = ("assists"."role" = 'anyone')),
	CONSTRAINT "assists_answered" CHECK (("assists"."answered_by" is null) = ("assists"."answered_at" is null))
);
--> statement-breakpoint
CREATE TABLE "cards" (
	"task_id" text PRIMARY KEY NOT NULL,
	"to_id" text NOT NULL,
	"kind" text NOT NULL,
	"subjects" bigint[] NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "spot_checks" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "spot_checks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"contact_id" bigint NOT NULL,
	"store_id" bigint NOT NULL,
	"about_id" text NOT NULL,
	"to_id" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"verdict" text,
	"answered_at" timestamp with time zone,
	CONSTRAINT "spot_checks_contactId_unique" UNIQUE("contact_id")
);
--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_owner_id_staff_user_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_referrer_id_customers_id_fk" FOREIGN KEY ("referrer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_former_owner_id_staff_user_id_fk" FOREIGN KEY ("former_owner_id") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_created_by_staff_user_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concession_limits" ADD CONSTRAINT "concession_limits_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concession_limits" ADD CONSTRAINT "concession_limits_by_staff_user_id_fk" FOREIGN KEY ("by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_by_staff_user_id_fk" FOREIGN KEY ("by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "negotiations" ADD CONSTRAINT "negotiations_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "negotiations" ADD CONSTRAINT "negotiations_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "negotiations" ADD CONSTRAINT "negotiations_by_staff_user_id_fk" FOREIGN KEY ("by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_cancellations" ADD CONSTRAINT "order_cancellations_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_cancellations" ADD CONSTRAINT "order_cancellations_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_cancellations" ADD CONSTRAINT "order_cancellations_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_cancellations" ADD CONSTRAINT "order_cancellations_by_staff_user_id_fk" FOREIGN KEY ("by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_cancellations" ADD CONSTRAINT "order_cancellations_to_id_staff_user_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_cancellations" ADD CONSTRAINT "order_cancellations_first_by_staff_user_id_fk" FOREIGN KEY ("first_by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_cancellations" ADD CONSTRAINT "order_cancellations_decided_by_staff_user_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_by_staff_user_id_fk" FOREIGN KEY ("by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_by_staff_user_id_fk" FOREIGN KEY ("by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_requests" ADD CONSTRAINT "price_requests_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_requests" ADD CONSTRAINT "price_requests_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_requests" ADD CONSTRAINT "price_requests_by_staff_user_id_fk" FOREIGN KEY ("by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_requests" ADD CONSTRAINT "price_requests_to_id_staff_user_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_requests" ADD CONSTRAINT "price_requests_decided_by_staff_user_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_by_staff_user_id_fk" FOREIGN KEY ("by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grade_changes" ADD CONSTRAINT "grade_changes_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grade_changes" ADD CONSTRAINT "grade_changes_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grade_changes" ADD CONSTRAINT "grade_changes_owner_id_staff_user_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grade_changes" ADD CONSTRAINT "grade_changes_reviewed_by_staff_user_id_fk" FOREIGN KEY ("reviewed_by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grade_changes" ADD CONSTRAINT "grade_changes_by_staff_user_id_fk" FOREIGN KEY ("by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lost_applications" ADD CONSTRAINT "lost_applications_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lost_applications" ADD CONSTRAINT "lost_applications_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lost_applications" ADD CONSTRAINT "lost_applications_by_staff_user_id_fk" FOREIGN KEY ("by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lost_applications" ADD CONSTRAINT "lost_applications_endorsed_by_staff_user_id_fk" FOREIGN KEY ("endorsed_by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lost_applications" ADD CONSTRAINT "lost_applications_decided_by_staff_user_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_owner_id_staff_user_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_by_staff_user_id_fk" FOREIGN KEY ("by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_user_id_staff_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_cause_id_inbox_id_fk" FOREIGN KEY ("cause_id") REFERENCES "public"."inbox"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_customers" ADD CONSTRAINT "campaign_customers_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_customers" ADD CONSTRAINT "campaign_customers_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_by_staff_user_id_fk" FOREIGN KEY ("by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "closed_days" ADD CONSTRAINT "closed_days_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "closed_days" ADD CONSTRAINT "closed_days_by_staff_user_id_fk" FOREIGN KEY ("by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_from_id_staff_user_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_from_store_id_stores_id_fk" FOREIGN KEY ("from_store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_to_id_staff_user_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_by_staff_user_id_fk" FOREIGN KEY ("by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ownership_cases" ADD CONSTRAINT "ownership_cases_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ownership_cases" ADD CONSTRAINT "ownership_cases_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ownership_cases" ADD CONSTRAINT "ownership_cases_owner_id_staff_user_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ownership_cases" ADD CONSTRAINT "ownership_cases_receiver_id_staff_user_id_fk" FOREIGN KEY ("receiver_id") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ownership_cases" ADD CONSTRAINT "ownership_cases_given_to_staff_user_id_fk" FOREIGN KEY ("given_to") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ownership_cases" ADD CONSTRAINT "ownership_cases_decided_by_staff_user_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recall_warnings" ADD CONSTRAINT "recall_warnings_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recall_warnings" ADD CONSTRAINT "recall_warnings_owner_id_staff_user_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recalls" ADD CONSTRAINT "recalls_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recalls" ADD CONSTRAINT "recalls_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recalls" ADD CONSTRAINT "recalls_owner_id_staff_user_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recalls" ADD CONSTRAINT "recalls_decided_by_staff_user_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rest_days" ADD CONSTRAINT "rest_days_user_id_staff_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rest_days" ADD CONSTRAINT "rest_days_delegate_id_staff_user_id_fk" FOREIGN KEY ("delegate_id") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rest_days" ADD CONSTRAINT "rest_days_by_staff_user_id_fk" FOREIGN KEY ("by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rule_changes" ADD CONSTRAINT "rule_changes_by_staff_user_id_fk" FOREIGN KEY ("by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_by_staff_user_id_fk" FOREIGN KEY ("by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound_calls" ADD CONSTRAINT "inbound_calls_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound_calls" ADD CONSTRAINT "inbound_calls_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound_calls" ADD CONSTRAINT "inbound_calls_answered_by_staff_user_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leave_texts" ADD CONSTRAINT "leave_texts_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leave_texts" ADD CONSTRAINT "leave_texts_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leave_texts" ADD CONSTRAINT "leave_texts_visit_id_visits_id_fk" FOREIGN KEY ("visit_id") REFERENCES "public"."visits"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leave_texts" ADD CONSTRAINT "leave_texts_by_staff_user_id_fk" FOREIGN KEY ("by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_drives" ADD CONSTRAINT "test_drives_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_drives" ADD CONSTRAINT "test_drives_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_drives" ADD CONSTRAINT "test_drives_by_staff_user_id_fk" FOREIGN KEY ("by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_received_by_staff_user_id_fk" FOREIGN KEY ("received_by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_entered_by_staff_user_id_fk" FOREIGN KEY ("entered_by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_answers" ADD CONSTRAINT "alert_answers_alert_id_alerts_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."alerts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_answers" ADD CONSTRAINT "alert_answers_by_staff_user_id_fk" FOREIGN KEY ("by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_notices" ADD CONSTRAINT "alert_notices_alert_id_alerts_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."alerts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_notices" ADD CONSTRAINT "alert_notices_to_id_staff_user_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_visit_id_visits_id_fk" FOREIGN KEY ("visit_id") REFERENCES "public"."visits"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_about_id_staff_user_id_fk" FOREIGN KEY ("about_id") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assists" ADD CONSTRAINT "assists_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assists" ADD CONSTRAINT "assists_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assists" ADD CONSTRAINT "assists_by_staff_user_id_fk" FOREIGN KEY ("by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assists" ADD CONSTRAINT "assists_answered_by_staff_user_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cards" ADD CONSTRAINT "cards_to_id_staff_user_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spot_checks" ADD CONSTRAINT "spot_checks_store_id_stores_id_fk" FOREIGN KEY ("store_id") REFERENCES "public"."stores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spot_checks" ADD CONSTRAINT "spot_checks_about_id_staff_user_id_fk" FOREIGN KEY ("about_id") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spot_checks" ADD CONSTRAINT "spot_checks_to_id_staff_user_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."staff"("user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "customers_owner_id_surname_index" ON "customers" USING btree ("owner_id","surname");--> statement-breakpoint
CREATE INDEX "customers_due" ON "customers" USING btree ("owner_id","next_due_on") WHERE "customers"."next_due_on" is not null;--> statement-breakpoint
CREATE INDEX "customers_store_id_state_index" ON "customers" USING btree ("store_id","state");--> statement-breakpoint
CREATE INDEX "concession_limits_series_since_index" ON "concession_limits" USING btree ("series","since");--> statement-breakpoint
CREATE INDEX "deliveries_store_id_at_index" ON "deliveries" USING btree ("store_id","at");--> statement-breakpoint
CREATE INDEX "deliveries_customer_id_index" ON "deliveries" USING btree ("customer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "negotiations_customer_id_round_index" ON "negotiations" USING btree ("customer_id","round");--> statement-breakpoint
CREATE INDEX "negotiations_store_id_at_index" ON "negotiations" USING btree ("store_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "order_cancellations_one_pending" ON "order_cancellations" USING btree ("order_id") WHERE "order_cancellations"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "order_cancellations_store_id_at_index" ON "order_cancellations" USING btree ("store_id","at");--> statement-breakpoint
CREATE INDEX "orders_store_id_at_index" ON "orders" USING btree ("store_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "orders_one_open" ON "orders" USING btree ("customer_id") WHERE "orders"."state" = 'open';--> statement-breakpoint
CREATE INDEX "payments_order_id_index" ON "payments" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "payments_customer_id_index" ON "payments" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "payments_store_id_at_index" ON "payments" USING btree ("store_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "price_requests_one_pending" ON "price_requests" USING btree ("customer_id") WHERE "price_requests"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "price_requests_store_id_asked_at_index" ON "price_requests" USING btree ("store_id","asked_at");--> statement-breakpoint
CREATE INDEX "contacts_customer_id_at_index" ON "contacts" USING btree ("customer_id","at");--> statement-breakpoint
CREATE INDEX "contacts_store_id_at_index" ON "contacts" USING btree ("store_id","at");--> statement-breakpoint
CREATE INDEX "contacts_ungraded" ON "contacts" USING btree ("at") WHERE "contacts"."graded_at" is null and "contacts"."effective";--> statement-breakpoint
CREATE INDEX "grade_changes_customer_id_at_index" ON "grade_changes" USING btree ("customer_id","at");--> statement-breakpoint
CREATE INDEX "grade_changes_store_id_at_index" ON "grade_changes" USING btree ("store_id","at");--> statement-breakpoint
CREATE INDEX "grade_changes_to_review" ON "grade_changes" USING btree ("at") WHERE "grade_changes"."review" = 'pending';--> statement-breakpoint
CREATE UNIQUE INDEX "lost_applications_one_pending" ON "lost_applications" USING btree ("customer_id") WHERE "lost_applications"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "lost_applications_store_id_at_index" ON "lost_applications" USING btree ("store_id","at");--> statement-breakpoint
CREATE INDEX "tasks_open" ON "tasks" USING btree ("owner_id","due_on") WHERE "tasks"."state" = 'open';--> statement-breakpoint
CREATE INDEX "tasks_customer_id_index" ON "tasks" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "tasks_owner_id_done_at_index" ON "tasks" USING btree ("owner_id","done_at");--> statement-breakpoint
CREATE UNIQUE INDEX "tasks_once" ON "tasks" USING btree ("customer_id","kind","due_on","what");--> statement-breakpoint
CREATE INDEX "inbox_from_id_id_index" ON "inbox" USING btree ("from_id","id");--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("to_id","id") WHERE "outbox"."sent_at" is null and "outbox"."failed_at" is null;--> statement-breakpoint
CREATE INDEX "outbox_sent" ON "outbox" USING btree ("to_id","sent_at");--> statement-breakpoint
CREATE INDEX "outbox_cause_id_index" ON "outbox" USING btree ("cause_id");--> statement-breakpoint
CREATE INDEX "audit_customer_id_index" ON "audit" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "journal_message_id_index" ON "journal" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "campaign_customers_customer_id_index" ON "campaign_customers" USING btree ("customer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "campaigns_one_running" ON "campaigns" USING btree ("store_id") WHERE "campaigns"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "closed_days_once" ON "closed_days" USING btree ("store_id","on");--> statement-breakpoint
CREATE INDEX "handovers_customer_id_index" ON "handovers" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "handovers_from_id_at_index" ON "handovers" USING btree ("from_id","at");--> statement-breakpoint
CREATE INDEX "handovers_to_id_at_index" ON "handovers" USING btree ("to_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "ownership_cases_one_open" ON "ownership_cases" USING btree ("customer_id") WHERE "ownership_cases"."state" = 'open';--> statement-breakpoint
CREATE INDEX "ownership_cases_store_id_at_index" ON "ownership_cases" USING btree ("store_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "recall_warnings_once" ON "recall_warnings" USING btree ("customer_id","owner_id","since","level");--> statement-breakpoint
CREATE UNIQUE INDEX "recall_warnings_one_a_day" ON "recall_warnings" USING btree ("customer_id","on");--> statement-breakpoint
CREATE UNIQUE INDEX "recalls_one_open" ON "recalls" USING btree ("customer_id") WHERE "recalls"."state" in ('announced', 'confirmed');--> statement-breakpoint
CREATE INDEX "recalls_store_id_state_index" ON "recalls" USING btree ("store_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "rest_days_once" ON "rest_days" USING btree ("user_id","on");--> statement-breakpoint
CREATE INDEX "rest_days_delegate_id_on_index" ON "rest_days" USING btree ("delegate_id","on");--> statement-breakpoint
CREATE UNIQUE INDEX "appointments_one_open" ON "appointments" USING btree ("customer_id","kind") WHERE "appointments"."state" = 'open';--> statement-breakpoint
CREATE INDEX "appointments_store_id_on_index" ON "appointments" USING btree ("store_id","on");--> statement-breakpoint
CREATE INDEX "inbound_calls_store_id_at_index" ON "inbound_calls" USING btree ("store_id","at");--> statement-breakpoint
CREATE INDEX "inbound_calls_customer_id_index" ON "inbound_calls" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "leave_texts_customer_id_index" ON "leave_texts" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "test_drives_store_id_at_index" ON "test_drives" USING btree ("store_id","at");--> statement-breakpoint
CREATE INDEX "test_drives_customer_id_index" ON "test_drives" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "visits_store_id_left_at_index" ON "visits" USING btree ("store_id","left_at");--> statement-breakpoint
CREATE INDEX "visits_customer_id_index" ON "visits" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "alert_answers_alert_id_index" ON "alert_answers" USING btree ("alert_id");--> statement-breakpoint
CREATE INDEX "alert_answers_by_at_index" ON "alert_answers" USING btree ("by","at");--> statement-breakpoint
CREATE INDEX "alert_notices_to_id_at_index" ON "alert_notices" USING btree ("to_id","at");--> statement-breakpoint
CREATE INDEX "alerts_open" ON "alerts" USING btree ("check") WHERE "alerts"."state" <> 'closed';--> statement-breakpoint
CREATE INDEX "alerts_customer_id_index" ON "alerts" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "alerts_visit_id_index" ON "alerts" USING btree ("visit_id");--> statement-breakpoint
CREATE INDEX "alerts_store_id_raised_at_index" ON "alerts" USING btree ("store_id","raised_at");--> statement-breakpoint
CREATE INDEX "assists_store_id_at_index" ON "assists" USING btree ("store_id","at");--> statement-breakpoint
CREATE INDEX "assists_customer_id_index" ON "assists" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "cards_to_id_kind_created_at_index" ON "cards" USING btree ("to_id","kind","created_at");--> statement-breakpoint
CREATE INDEX "spot_checks_to_id_asked_at_index" ON "spot_checks" USING btree ("to_id","asked_at");
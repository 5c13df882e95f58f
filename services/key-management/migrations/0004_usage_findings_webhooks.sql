CREATE TABLE "denials" (
	"position" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "denials_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"organization_id" text NOT NULL,
	"workspace_id" text,
	"key_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"request_id" text NOT NULL,
	"route" text NOT NULL,
	"flow_id" text,
	"status" integer NOT NULL,
	"problem" text NOT NULL,
	"detail" text,
	"ip" text
);
--> statement-breakpoint
CREATE TABLE "findings" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"workspace_id" text,
	"key_id" text NOT NULL,
	"type" text NOT NULL,
	"subject" text NOT NULL,
	"detail" jsonb NOT NULL,
	"found_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"resolved_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"name" text PRIMARY KEY NOT NULL,
	"done_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "key_networks" (
	"key_row_id" bigint NOT NULL,
	"network" "cidr" NOT NULL,
	"first_used_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "key_networks_key_row_id_network_pk" PRIMARY KEY("key_row_id","network")
);
--> statement-breakpoint
CREATE TABLE "usage_batches" (
	"batch_id" text PRIMARY KEY NOT NULL,
	"taken_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "usage_days" (
	"series_id" bigint NOT NULL,
	"day" timestamp (3) with time zone NOT NULL,
	"requests" bigint NOT NULL,
	"latency_ms_sum" bigint NOT NULL,
	"latency_ms_max" bigint NOT NULL,
	"bytes_in" bigint NOT NULL,
	"bytes_out" bigint NOT NULL,
	"prompt_tokens" bigint NOT NULL,
	"completion_tokens" bigint NOT NULL,
	CONSTRAINT "usage_days_series_id_day_pk" PRIMARY KEY("series_id","day")
);
--> statement-breakpoint
CREATE TABLE "usage_hours" (
	"series_id" bigint NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"requests" bigint NOT NULL,
	"latency_ms_sum" bigint NOT NULL,
	"latency_ms_max" bigint NOT NULL,
	"bytes_in" bigint NOT NULL,
	"bytes_out" bigint NOT NULL,
	"prompt_tokens" bigint NOT NULL,
	"completion_tokens" bigint NOT NULL,
	CONSTRAINT "usage_hours_series_id_hour_pk" PRIMARY KEY("series_id","hour")
);
--> statement-breakpoint
CREATE TABLE "usage_series" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "usage_series_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"organization_id" text NOT NULL,
	"workspace_id" text NOT NULL,
	"key_id" text NOT NULL,
	"flow_id" text NOT NULL,
	"model" text NOT NULL,
	"api" text NOT NULL,
	"permission" text NOT NULL,
	"outcome" text NOT NULL,
	CONSTRAINT "usage_series_once" UNIQUE("key_id","organization_id","workspace_id","outcome","flow_id","model","api","permission")
);
--> statement-breakpoint
CREATE TABLE "expiry_notices" (
	"key_row_id" bigint NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"days" integer NOT NULL,
	CONSTRAINT "expiry_notices_key_row_id_expires_at_days_pk" PRIMARY KEY("key_row_id","expires_at","days")
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"position" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "webhook_deliveries_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" text NOT NULL,
	"webhook_id" text NOT NULL,
	"event" text NOT NULL,
	"payload" jsonb NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_attempt_at" timestamp (3) with time zone,
	"last_status" integer,
	"last_error" text,
	CONSTRAINT "webhook_deliveries_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"workspace_id" text,
	"url" text NOT NULL,
	"events" text[] NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"secret" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
DROP INDEX "keys_by_last_use";--> statement-breakpoint
ALTER TABLE "keys" ADD COLUMN "last_used_ip" text;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_webhook_id_webhooks_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhooks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "denials_by_workspace" ON "denials" USING btree ("organization_id","workspace_id","position");--> statement-breakpoint
CREATE INDEX "denials_by_key" ON "denials" USING btree ("organization_id","key_id","position");--> statement-breakpoint
CREATE INDEX "denials_by_request" ON "denials" USING btree ("organization_id","request_id");--> statement-breakpoint
CREATE INDEX "denials_by_time" ON "denials" USING brin ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "findings_open" ON "findings" USING btree ("organization_id","key_id","type","subject") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "findings_by_time" ON "findings" USING btree ("organization_id","workspace_id","found_at","id");--> statement-breakpoint
CREATE INDEX "usage_batches_by_time" ON "usage_batches" USING brin ("taken_at");--> statement-breakpoint
CREATE INDEX "usage_hours_by_hour" ON "usage_hours" USING brin ("hour");--> statement-breakpoint
CREATE INDEX "usage_series_by_workspace" ON "usage_series" USING btree ("organization_id","workspace_id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_by_webhook" ON "webhook_deliveries" USING btree ("webhook_id","position");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" USING btree ("due_at") WHERE status = 'pending';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_by_time" ON "webhook_deliveries" USING brin ("created_at");--> statement-breakpoint
CREATE INDEX "webhooks_by_creation" ON "webhooks" USING btree ("organization_id","created_at","id");
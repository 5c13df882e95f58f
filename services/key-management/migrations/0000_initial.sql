CREATE TABLE "audit_events" (
	"position" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_events_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" text NOT NULL,
	"organization_id" text,
	"workspace_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_type" text NOT NULL,
	"actor_id" text NOT NULL,
	"actor_name" text NOT NULL,
	"action" text NOT NULL,
	"target_type" text NOT NULL,
	"target_id" text NOT NULL,
	"target_name" text,
	"before" jsonb,
	"after" jsonb,
	"request_id" text,
	"ip" text,
	"user_agent" text,
	CONSTRAINT "audit_events_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "change_counter" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"epoch" text NOT NULL,
	"revision" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "change_counter_is_one_row" CHECK ("change_counter"."only")
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"revision" bigint PRIMARY KEY NOT NULL,
	"entity" text NOT NULL,
	"entity_id" text NOT NULL,
	"workspace_id" text,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "flows" (
	"workspace_id" text NOT NULL,
	"id" text NOT NULL,
	"organization_id" text NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"upstream_id" text NOT NULL,
	"public" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "flows_id" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "flows_name" UNIQUE("workspace_id","name_key")
);
--> statement-breakpoint
CREATE TABLE "keys" (
	"row_id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "keys_row_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"organization_id" text,
	"workspace_id" text,
	"gateway_id" text,
	"owner_id" text GENERATED ALWAYS AS (case kind when 'svc' then '' when 'mgmt' then organization_id else coalesce(gateway_id, workspace_id, organization_id) end) STORED NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"display" text NOT NULL,
	"hash" text NOT NULL,
	"lookup" text,
	"permissions" text[] NOT NULL,
	"flows" text[],
	"allowed_ips" text[],
	"limits" jsonb NOT NULL,
	"metadata" jsonb NOT NULL,
	"tags" text[] NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"operator" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"revoked_by" text,
	"revoke_reason" text,
	"replaces" text,
	"replaced_by" text,
	"origin" text NOT NULL,
	"external_id" text
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "upstreams" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"base_url" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "upstreams_name" UNIQUE("workspace_id","name"),
	CONSTRAINT "upstreams_in_workspace" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"principal" text NOT NULL,
	"key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"status" integer NOT NULL,
	"headers" json NOT NULL,
	"body" json,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_principal_key_pk" PRIMARY KEY("principal","key")
);
--> statement-breakpoint
ALTER TABLE "flows" ADD CONSTRAINT "flows_upstream" FOREIGN KEY ("workspace_id","upstream_id") REFERENCES "public"."upstreams"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "keys" ADD CONSTRAINT "keys_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "keys" ADD CONSTRAINT "keys_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upstreams" ADD CONSTRAINT "upstreams_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workspaces" ADD CONSTRAINT "workspaces_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_events_by_organization" ON "audit_events" USING btree ("organization_id","position");--> statement-breakpoint
CREATE INDEX "audit_events_by_target" ON "audit_events" USING btree ("organization_id","target_id","position");--> statement-breakpoint
CREATE INDEX "audit_events_by_actor" ON "audit_events" USING btree ("organization_id","actor_id","position");--> statement-breakpoint
CREATE INDEX "flows_by_creation" ON "flows" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "flows_by_id" ON "flows" USING btree ("id");--> statement-breakpoint
CREATE INDEX "flows_by_upstream" ON "flows" USING btree ("workspace_id","upstream_id");--> statement-breakpoint
CREATE UNIQUE INDEX "keys_live_id" ON "keys" USING btree ("id") WHERE revoked_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "keys_live_lookup" ON "keys" USING btree ("lookup") WHERE revoked_at is null and lookup is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "keys_live_name" ON "keys" USING btree ("kind","owner_id","name_key") WHERE revoked_at is null;--> statement-breakpoint
CREATE INDEX "keys_by_id" ON "keys" USING btree ("id");--> statement-breakpoint
CREATE INDEX "keys_by_lookup" ON "keys" USING btree ("lookup") WHERE lookup is not null;--> statement-breakpoint
CREATE INDEX "keys_by_creation" ON "keys" USING btree ("kind","owner_id","created_at","row_id");--> statement-breakpoint
CREATE INDEX "keys_by_name" ON "keys" USING btree ("kind","owner_id","name_key","row_id");--> statement-breakpoint
CREATE INDEX "keys_by_last_use" ON "keys" USING btree ("kind","owner_id",coalesce(last_used_at, '-infinity'::timestamptz),"row_id");--> statement-breakpoint
CREATE INDEX "keys_by_expiry" ON "keys" USING btree ("kind","owner_id","expires_at") WHERE expires_at is not null;--> statement-breakpoint
CREATE INDEX "keys_by_tag" ON "keys" USING gin ("tags");--> statement-breakpoint
CREATE INDEX "keys_by_organization" ON "keys" USING btree ("organization_id","workspace_id") WHERE revoked_at is null;--> statement-breakpoint
CREATE INDEX "keys_operators" ON "keys" USING btree ("operator") WHERE operator and revoked_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "organizations_live_name" ON "organizations" USING btree ("name_key") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "organizations_by_creation" ON "organizations" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "upstreams_by_creation" ON "upstreams" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "workspaces_live_name" ON "workspaces" USING btree ("organization_id","name_key") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "workspaces_by_creation" ON "workspaces" USING btree ("organization_id","created_at","id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_by_expiry" ON "idempotency_keys" USING btree ("expires_at");
CREATE TABLE "credentials" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"service" text NOT NULL,
	"location" text NOT NULL,
	"key_name" text,
	"value" text NOT NULL,
	"kid" text NOT NULL,
	"value_hint" text,
	"owner_type" text NOT NULL,
	"owner_id" text NOT NULL,
	"visibility" text NOT NULL,
	"shared_with" text[],
	"name_scope" text GENERATED ALWAYS AS (case visibility when 'personal' then owner_id else '' end) STORED NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"value_updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	CONSTRAINT "credentials_name" UNIQUE("workspace_id","name_scope","name_key")
);
--> statement-breakpoint
CREATE TABLE "gateway_models" (
	"workspace_id" text NOT NULL,
	"gateway_id" text NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"upstream_id" text NOT NULL,
	"upstream_model" text,
	CONSTRAINT "gateway_models_name" PRIMARY KEY("gateway_id","name")
);
--> statement-breakpoint
CREATE TABLE "gateways" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"workspace_id" text NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"limits" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "gateways_name" UNIQUE("workspace_id","name_key"),
	CONSTRAINT "gateways_in_workspace" UNIQUE("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "members" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"workspace_id" text,
	"subject" text,
	"group" text,
	"display_name" text,
	"email" text,
	"role" text,
	"permissions" text[] NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "members_are_a_subject_or_a_group" CHECK (("members"."subject" is null) <> ("members"."group" is null))
);
--> statement-breakpoint
ALTER TABLE "upstreams" ADD COLUMN "credential_id" text;--> statement-breakpoint
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gateway_models" ADD CONSTRAINT "gateway_models_gateway" FOREIGN KEY ("workspace_id","gateway_id") REFERENCES "public"."gateways"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gateway_models" ADD CONSTRAINT "gateway_models_upstream" FOREIGN KEY ("workspace_id","upstream_id") REFERENCES "public"."upstreams"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gateways" ADD CONSTRAINT "gateways_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "credentials_by_creation" ON "credentials" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "credentials_by_master_key" ON "credentials" USING btree ("kid","id");--> statement-breakpoint
CREATE INDEX "gateway_models_by_upstream" ON "gateway_models" USING btree ("workspace_id","upstream_id");--> statement-breakpoint
CREATE INDEX "gateways_by_creation" ON "gateways" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "members_subject" ON "members" USING btree ("organization_id","subject",coalesce(workspace_id, ''));--> statement-breakpoint
CREATE UNIQUE INDEX "members_group" ON "members" USING btree ("organization_id","group",coalesce(workspace_id, ''));--> statement-breakpoint
CREATE INDEX "members_by_creation" ON "members" USING btree ("organization_id","created_at","id");--> statement-breakpoint
CREATE INDEX "upstreams_by_credential" ON "upstreams" USING btree ("credential_id") WHERE credential_id is not null;
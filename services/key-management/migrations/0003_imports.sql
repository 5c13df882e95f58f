CREATE TABLE "imports" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"workspace_id" text NOT NULL,
	"mode" text NOT NULL,
	"format" text NOT NULL,
	"digest" text NOT NULL,
	"rows" integer NOT NULL,
	"added" integer NOT NULL,
	"overwritten" integer NOT NULL,
	"skipped" integer NOT NULL,
	"revoked" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"undone_at" timestamp (3) with time zone,
	"undone_by" text,
	"undone_revoked" integer,
	"undone_restored" integer
);
--> statement-breakpoint
ALTER TABLE "keys" ADD COLUMN "import_id" text;--> statement-breakpoint
ALTER TABLE "keys" ADD COLUMN "revoked_by_import" text;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "imports_by_creation" ON "imports" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "keys_by_import" ON "keys" USING btree ("import_id") WHERE import_id is not null;--> statement-breakpoint
CREATE INDEX "keys_by_revoking_import" ON "keys" USING btree ("revoked_by_import") WHERE revoked_by_import is not null;
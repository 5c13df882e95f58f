CREATE TABLE "leases" (
	"lease_id" text PRIMARY KEY NOT NULL,
	"epoch" text NOT NULL,
	"acknowledged" bigint NOT NULL,
	"renewals" bigint NOT NULL,
	"ttl_ms" bigint NOT NULL,
	"stale_ms" bigint NOT NULL,
	"renewed_at" timestamp (3) with time zone NOT NULL,
	"silent_at" timestamp (3) with time zone,
	"lapsed_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "change_counter" ADD COLUMN "timeline" text;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD COLUMN "enforcement" text DEFAULT 'needless' NOT NULL;--> statement-breakpoint
CREATE INDEX "leases_live" ON "leases" USING btree ("lease_id") WHERE "leases"."lapsed_at" is null;
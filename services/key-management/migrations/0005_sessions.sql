CREATE TABLE "sessions" (
	"digest" text PRIMARY KEY NOT NULL,
	"method" text NOT NULL,
	"key_id" text,
	"issuer" text,
	"subject" text,
	"name" text,
	"groups" text[],
	"id_token" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sessions_are_of_a_key_or_a_person" CHECK (case "sessions"."method"
        when 'oidc' then "sessions"."issuer" is not null and "sessions"."subject" is not null
          and "sessions"."name" is not null and "sessions"."groups" is not null
        else "sessions"."key_id" is not null end)
);
--> statement-breakpoint
CREATE INDEX "sessions_by_end" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "members_by_subject" ON "members" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "members_by_group" ON "members" USING btree ("group");
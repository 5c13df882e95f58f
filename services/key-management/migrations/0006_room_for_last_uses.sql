-- Room in each page for the next version of its rows, so that a new last use stays in the page and touches no index.
ALTER TABLE "keys" SET (fillfactor = 70);
--> statement-breakpoint
ALTER TABLE "usage_hours" SET (fillfactor = 70);

CREATE TABLE "question_pool" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"questions" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "question_pool_once" CHECK ("question_pool"."id" = 1)
);

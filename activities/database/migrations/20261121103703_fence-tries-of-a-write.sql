CREATE TABLE "apply_fences" (
	"request_id" uuid NOT NULL,
	"store_id" uuid NOT NULL,
	"token" uuid NOT NULL,
	"held_until" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"closed" boolean DEFAULT false NOT NULL,
	CONSTRAINT "apply_fences_request_id_store_id_pk" PRIMARY KEY("request_id","store_id")
);
--> statement-breakpoint
ALTER TABLE "apply_fences" ADD CONSTRAINT "apply_fences_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE cascade ON UPDATE no action;
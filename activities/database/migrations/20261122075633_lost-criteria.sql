CREATE TABLE "lost_criteria" (
	"role_id" uuid PRIMARY KEY NOT NULL,
	"object_id" text NOT NULL,
	"name" text NOT NULL,
	"lost_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"told_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "lost_criteria" ADD CONSTRAINT "lost_criteria_role_id_roles_id_fk" FOREIGN KEY ("role_id") REFERENCES "public"."roles"("id") ON DELETE cascade ON UPDATE no action;
CREATE TABLE "audit_sent" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"up_to" bigint NOT NULL,
	CONSTRAINT "audit_sent_only" CHECK ("audit_sent"."only"),
	CONSTRAINT "audit_sent_up_to" CHECK ("audit_sent"."up_to" >= 0)
);
--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "trace" text;--> statement-breakpoint
CREATE INDEX "audit_id" ON "audit" USING btree ("id");--> statement-breakpoint
ALTER TABLE "audit" ADD CONSTRAINT "audit_trace" CHECK ("trace" ~ '^[0-9a-f]{32}-[0-9a-f]{16}$');--> statement-breakpoint
insert into audit_sent (up_to) values (0);
--> statement-breakpoint
create function refuse_audit_unsent() returns trigger language plpgsql as $$
begin
  raise exception 'what was sent of the audit log stays sent';
end
$$;
--> statement-breakpoint
create trigger audit_sent_forward before update on audit_sent for each row
  when (new.up_to < old.up_to) execute function refuse_audit_unsent();
--> statement-breakpoint
create trigger audit_sent_stays before delete on audit_sent for each row execute function refuse_audit_unsent();

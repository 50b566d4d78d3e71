-- Tells the data API of every change that it must know of, when the change is committed. A hosted project has the same.
-- Commands that change no resource are left out: PostgreSQL's own temporary tables come and go with every report.
create or replace function extensions.pgrst_ddl_watch() returns event_trigger language plpgsql as $$
begin
    if exists (
        select from pg_event_trigger_ddl_commands()
        where schema_name is distinct from 'pg_temp'
            and command_tag not in ('CREATE INDEX', 'CREATE SEQUENCE', 'ALTER SEQUENCE'))
    then
        notify pgrst, 'reload schema';
    end if;
end $$;

create or replace function extensions.pgrst_drop_watch() returns event_trigger language plpgsql as $$
begin
    if exists (select from pg_event_trigger_dropped_objects() where not is_temporary) then
        notify pgrst, 'reload schema';
    end if;
end $$;

drop event trigger if exists pgrst_ddl_watch;
create event trigger pgrst_ddl_watch on ddl_command_end execute function extensions.pgrst_ddl_watch();
drop event trigger if exists pgrst_drop_watch;
create event trigger pgrst_drop_watch on sql_drop execute function extensions.pgrst_drop_watch();

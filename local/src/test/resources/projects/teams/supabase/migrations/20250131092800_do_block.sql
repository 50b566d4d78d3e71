do $block$
begin
    if not exists (select from pg_roles where rolname = 'support') then
        create role support nologin;
    end if;
    execute format('grant select on public.%I to support', 'organisations');
end
$block$;

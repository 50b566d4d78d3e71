create table private.audit (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    who uuid default auth.uid(),
    what text not null,
    before jsonb,
    after jsonb
);
create function private.record_change() returns trigger language plpgsql security definer set search_path = '' as $$
begin
    insert into private.audit (what, before, after)
    values (tg_op || ' ' || tg_table_name, to_jsonb(old), to_jsonb(new));
    return coalesce(new, old);
end $$;
create trigger audit after insert or update or delete on public.tasks
    for each row execute function private.record_change();

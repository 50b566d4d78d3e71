create table public.notes (
  id bigint generated always as identity primary key,
  user_id uuid not null default auth.uid(),
  body text not null
);

alter table public.notes enable row level security;

create policy "Own notes" on public.notes to authenticated
  using ((select auth.uid()) = user_id) with check ((select auth.uid()) = user_id);

create policy "Published notes" on public.notes for select to anon using (body like 'public:%');

revoke all on public.notes from anon, authenticated;
grant select, insert on public.notes to authenticated;
grant select on public.notes to anon;

create table public.secrets (id bigint);

alter table public.secrets enable row level security;

revoke all on public.secrets from anon, authenticated;

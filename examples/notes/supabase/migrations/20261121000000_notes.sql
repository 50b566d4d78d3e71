-- A row for everyone who has signed up, filled from what they said about themselves.
create table public.users (
  id uuid primary key references auth.users (id) on delete cascade,
  full_name text
);

create function public.add_user() returns trigger
  language plpgsql
  security definer
  set search_path = ''
as $$
begin
  insert into public.users (id, full_name) values (new.id, new.raw_user_meta_data ->> 'full_name');
  return new;
end;
$$;

revoke execute on function public.add_user() from public, anon, authenticated;

create trigger add_user after insert on auth.users
  for each row execute function public.add_user();

-- Whoever signed up before.
insert into public.users (id, full_name)
select id, raw_user_meta_data ->> 'full_name' from auth.users;

create table public.notes (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null default auth.uid() references public.users (id) on delete cascade,
  body text not null check (char_length(body) between 1 and 10000),
  created_at timestamptz not null default now()
);

create index on public.notes (user_id, created_at);

-- Everybody has their own rows and no others. (select auth.uid()) is asked once per statement, not once per row.
alter table public.users enable row level security;
alter table public.notes enable row level security;

create policy "See yourself" on public.users
  for select to authenticated using ((select auth.uid()) = id);

create policy "See your notes" on public.notes
  for select to authenticated using ((select auth.uid()) = user_id);

create policy "Write your notes" on public.notes
  for insert to authenticated with check ((select auth.uid()) = user_id);

-- A hosted project may have granted more by default.
revoke all on public.users, public.notes from anon, authenticated;
grant select on public.users to authenticated;
grant select, insert on public.notes to authenticated;

-- Ten thousand users, each of whom may see one row: the token number n is the one of the user with the row number n.
create table public.users (id uuid primary key, full_name text not null);
insert into public.users
    select ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'User ' || n from generate_series(1, 10000) n;
alter table public.users enable row level security;
create policy "see oneself" on public.users for select to authenticated using ((select auth.uid()) = id);
grant select on public.users to authenticated;
create role app_api login noinherit password 'app_api';
grant anon, authenticated to app_api;
analyze public.users;

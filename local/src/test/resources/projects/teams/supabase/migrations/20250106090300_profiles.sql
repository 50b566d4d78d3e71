create table public.profiles (
    id uuid primary key references auth.users on delete cascade,
    username citext unique,
    full_name text,
    avatar_url text,
    updated_at timestamptz,
    constraint username_length check (char_length(username) >= 3)
);
alter table public.profiles enable row level security;
create policy "Everybody sees profiles" on public.profiles for select using (true);
create policy "People change their own" on public.profiles for update using ((select auth.uid()) = id);

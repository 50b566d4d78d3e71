-- snippet profiles
create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  full_name text
);

alter table public.profiles enable row level security;
grant select, update on public.profiles to authenticated;

create policy "own profile" on public.profiles for all to authenticated using (id = (select auth.uid()));

create schema if not exists private;

create function private.make_profile() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into public.profiles (id, full_name) values (new.id, new.raw_user_meta_data ->> 'full_name');
  return new;
end
$$;

create trigger make_profile after insert on auth.users for each row execute function private.make_profile();
-- end

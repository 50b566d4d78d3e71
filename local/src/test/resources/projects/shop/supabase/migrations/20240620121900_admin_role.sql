create table admins (user_id uuid primary key references auth.users on delete cascade);
alter table admins enable row level security;
create function is_admin() returns boolean language sql stable security definer set search_path = '' as $$
    select exists (select 1 from public.admins where user_id = auth.uid())
        or coalesce((auth.jwt() -> 'app_metadata' ->> 'admin')::boolean, false)
$$;
create policy admins on orders for all to authenticated using (is_admin());

create schema private;
grant usage on schema private to authenticated;
create function private.organisations_of_caller() returns setof uuid language sql stable security definer
    set search_path = '' as $$
    select organisation_id from public.memberships where user_id = (select auth.uid())
$$;
create function private.has_role(organisation uuid, roles public.member_role[]) returns boolean language sql stable
    security definer set search_path = '' as $$
    select exists (select from public.memberships
        where organisation_id = organisation and user_id = (select auth.uid()) and role = any (roles))
$$;

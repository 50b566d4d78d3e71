create schema api;
grant usage on schema api to anon, authenticated, service_role;
alter default privileges in schema api grant all on tables to anon, authenticated, service_role;
create view api.me with (security_invoker = true) as
    select id, username, full_name from public.profiles where id = (select auth.uid());

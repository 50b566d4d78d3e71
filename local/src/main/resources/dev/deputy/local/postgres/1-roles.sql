-- The roles of a hosted project. supabase_admin exists already: initdb made it, and it is the only superuser.
-- Passwords are not set here: every data folder gets its own (see RolePasswords).

-- What a person migrates and administers as. Not a superuser, as in a hosted project, so that rights behave alike.
create role postgres login createdb createrole replication bypassrls;

-- What a request becomes.
create role anon nologin noinherit;
create role authenticated nologin noinherit;
create role service_role nologin noinherit bypassrls;

-- What logs in on behalf of requests, and of the auth server.
create role authenticator login noinherit;
create role supabase_auth_admin login noinherit;

-- What a Java service of yours logs in as: it has no rights but to become anon or authenticated. Deputy's own.
create role deputy_service login noinherit;

grant anon, authenticated, service_role to authenticator;
grant anon, authenticated to deputy_service;
-- With admin option: postgres may let other login roles become these.
grant anon, authenticated, service_role to postgres with admin option;
grant pg_monitor, pg_read_all_data, pg_signal_backend, pg_create_subscription to postgres with admin option;

-- Read by whoever acts as the role (set role alone does not apply them).
alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';
alter role authenticator set statement_timeout = '8s';
alter role authenticator set lock_timeout = '8s';
alter role supabase_auth_admin set search_path = auth;
alter role supabase_auth_admin set idle_in_transaction_session_timeout = '60s';

alter database postgres owner to postgres;
alter database postgres set search_path = "$user", public, extensions;

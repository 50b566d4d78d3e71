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
-- So that postgres may set how the data API works, as in a hosted project: alter role authenticator set
-- pgrst.db_max_rows = '100'. Those are all that PostgREST reads there; what RestSettings does not know has no effect.
grant authenticator to postgres with admin true, inherit false, set false;
grant set on parameter pgrst.admin_server_port, pgrst.app_settings, pgrst.db_aggregates_enabled, pgrst.db_anon_role,
    pgrst.db_channel, pgrst.db_channel_enabled, pgrst.db_config, pgrst.db_extra_search_path,
    pgrst.db_hoisted_tx_settings, pgrst.db_max_rows, pgrst.db_plan_enabled, pgrst.db_pool,
    pgrst.db_pool_acquisition_timeout, pgrst.db_pre_config, pgrst.db_pre_request, pgrst.db_prepared_statements,
    pgrst.db_root_spec, pgrst.db_schemas, pgrst.db_timezone_enabled, pgrst.db_tx_end, pgrst.jwt_aud,
    pgrst.jwt_cache_max_entries, pgrst.jwt_cache_max_lifetime, pgrst.jwt_role_claim_key, pgrst.jwt_secret,
    pgrst.jwt_secret_is_base64, pgrst.log_level, pgrst.openapi_mode, pgrst.openapi_security_active,
    pgrst.openapi_server_proxy_uri, pgrst.server_cors_allowed_origins, pgrst.server_timing_enabled,
    pgrst.server_trace_header
    to postgres;
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

-- Schema auth, with the columns, indexes and foreign keys of a hosted project, so that SQL written for one runs here.
-- The auth server owns what is in it; postgres may read and write it, hang triggers on it and point foreign keys at it.
create schema auth;
grant usage on schema auth to supabase_auth_admin, postgres, anon, authenticated, service_role;
grant create on schema auth to supabase_auth_admin;

set role supabase_auth_admin;
set search_path = auth;

create type aal_level as enum ('aal1', 'aal2', 'aal3');
create type code_challenge_method as enum ('s256', 'plain');
create type factor_status as enum ('unverified', 'verified');
create type factor_type as enum ('totp', 'webauthn', 'phone');
create type one_time_token_type as enum (
    'confirmation_token', 'reauthentication_token', 'recovery_token',
    'email_change_token_new', 'email_change_token_current', 'phone_change_token');

create table users (
    instance_id uuid,
    id uuid primary key,
    aud varchar(255),
    role varchar(255),
    email varchar(255),
    encrypted_password varchar(255),
    email_confirmed_at timestamptz,
    invited_at timestamptz,
    confirmation_token varchar(255),
    confirmation_sent_at timestamptz,
    recovery_token varchar(255),
    recovery_sent_at timestamptz,
    email_change_token_new varchar(255),
    email_change varchar(255),
    email_change_sent_at timestamptz,
    last_sign_in_at timestamptz,
    raw_app_meta_data jsonb,
    raw_user_meta_data jsonb,
    is_super_admin boolean,
    created_at timestamptz,
    updated_at timestamptz,
    phone text default null constraint users_phone_key unique,
    phone_confirmed_at timestamptz,
    phone_change text default '',
    phone_change_token varchar(255) default '',
    phone_change_sent_at timestamptz,
    confirmed_at timestamptz generated always as (least(email_confirmed_at, phone_confirmed_at)) stored,
    email_change_token_current varchar(255) default '',
    email_change_confirm_status smallint default 0 check (email_change_confirm_status between 0 and 2),
    banned_until timestamptz,
    reauthentication_token varchar(255) default '',
    reauthentication_sent_at timestamptz,
    is_sso_user boolean not null default false,
    deleted_at timestamptz,
    is_anonymous boolean not null default false
);
-- Two people may share an address only when single sign-on brought one of them.
create unique index users_email_partial_key on users (email) where not is_sso_user;
create index users_instance_id_idx on users (instance_id);
create index users_instance_id_email_idx on users (instance_id, lower(email));
create index users_is_anonymous_idx on users (is_anonymous);
-- One-time codes of digits may collide, tokens may not.
create unique index confirmation_token_idx on users (confirmation_token) where confirmation_token !~ '^[0-9 ]*$';
create unique index recovery_token_idx on users (recovery_token) where recovery_token !~ '^[0-9 ]*$';
create unique index email_change_token_current_idx on users (email_change_token_current)
    where email_change_token_current !~ '^[0-9 ]*$';
create unique index email_change_token_new_idx on users (email_change_token_new)
    where email_change_token_new !~ '^[0-9 ]*$';
create unique index reauthentication_token_idx on users (reauthentication_token)
    where reauthentication_token !~ '^[0-9 ]*$';

create table identities (
    provider_id text not null,
    user_id uuid not null references users on delete cascade,
    identity_data jsonb not null,
    provider text not null,
    last_sign_in_at timestamptz,
    created_at timestamptz,
    updated_at timestamptz,
    email text generated always as (lower(identity_data ->> 'email')) stored,
    id uuid primary key default gen_random_uuid(),
    constraint identities_provider_id_provider_unique unique (provider_id, provider)
);
create index identities_user_id_idx on identities (user_id);
create index identities_email_idx on identities (email text_pattern_ops);

create table sessions (
    id uuid primary key,
    user_id uuid not null references users on delete cascade,
    created_at timestamptz,
    updated_at timestamptz,
    factor_id uuid,
    aal aal_level,
    not_after timestamptz,
    refreshed_at timestamp,
    user_agent text,
    ip inet,
    tag text,
    oauth_client_id uuid,
    refresh_token_hmac_key text,
    refresh_token_counter bigint,
    scopes text
);
create index sessions_user_id_idx on sessions (user_id);
create index user_id_created_at_idx on sessions (user_id, created_at);
create index sessions_not_after_idx on sessions (not_after desc);
create index sessions_oauth_client_id_idx on sessions (oauth_client_id);

create table refresh_tokens (
    instance_id uuid,
    id bigserial primary key,
    token varchar(255) constraint refresh_tokens_token_unique unique,
    user_id varchar(255),
    revoked boolean,
    created_at timestamptz,
    updated_at timestamptz,
    parent varchar(255),
    session_id uuid references sessions on delete cascade
);
create index refresh_tokens_instance_id_idx on refresh_tokens (instance_id);
create index refresh_tokens_instance_id_user_id_idx on refresh_tokens (instance_id, user_id);
create index refresh_tokens_parent_idx on refresh_tokens (parent);
create index refresh_tokens_session_id_revoked_idx on refresh_tokens (session_id, revoked);
create index refresh_tokens_updated_at_idx on refresh_tokens (updated_at desc);

create table mfa_factors (
    id uuid primary key,
    user_id uuid not null references users on delete cascade,
    friendly_name text,
    factor_type factor_type not null,
    status factor_status not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    secret text,
    phone text,
    last_challenged_at timestamptz unique,
    web_authn_credential jsonb,
    web_authn_aaguid uuid,
    last_webauthn_challenge_data jsonb
);
create index mfa_factors_user_id_idx on mfa_factors (user_id);
create index factor_id_created_at_idx on mfa_factors (user_id, created_at);
create unique index mfa_factors_user_friendly_name_unique on mfa_factors (friendly_name, user_id)
    where trim(friendly_name) <> '';
create unique index unique_phone_factor_per_user on mfa_factors (user_id, phone);

create table mfa_challenges (
    id uuid primary key,
    factor_id uuid not null references mfa_factors on delete cascade,
    created_at timestamptz not null,
    verified_at timestamptz,
    ip_address inet not null,
    otp_code text,
    web_authn_session_data jsonb
);
create index mfa_challenge_created_at_idx on mfa_challenges (created_at desc);

create table mfa_amr_claims (
    session_id uuid not null references sessions on delete cascade,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    authentication_method text not null,
    id uuid constraint amr_id_pk primary key,
    constraint mfa_amr_claims_session_id_authentication_method_pkey unique (session_id, authentication_method)
);

create table one_time_tokens (
    id uuid primary key,
    user_id uuid not null references users on delete cascade,
    token_type one_time_token_type not null,
    token_hash text not null check (token_hash <> ''),
    relates_to text not null,
    created_at timestamp not null default now(),
    updated_at timestamp not null default now()
);
create index one_time_tokens_token_hash_hash_idx on one_time_tokens using hash (token_hash);
create index one_time_tokens_relates_to_hash_idx on one_time_tokens using hash (relates_to);
create unique index one_time_tokens_user_id_token_type_key on one_time_tokens (user_id, token_type);

create table flow_state (
    id uuid primary key,
    user_id uuid,
    auth_code text,
    code_challenge_method code_challenge_method,
    code_challenge text,
    provider_type text not null,
    provider_access_token text,
    provider_refresh_token text,
    created_at timestamptz,
    updated_at timestamptz,
    authentication_method text not null,
    auth_code_issued_at timestamptz,
    invite_token text,
    referrer text,
    oauth_client_state_id uuid,
    linking_target_id uuid,
    email_optional boolean not null default false
);
create index idx_auth_code on flow_state (auth_code);
create index idx_user_id_auth_method on flow_state (user_id, authentication_method);
create index flow_state_created_at_idx on flow_state (created_at desc);

-- The API's roles have no business here, and should a grant ever say otherwise, still see no row.
alter table users enable row level security;
alter table identities enable row level security;
alter table sessions enable row level security;
alter table refresh_tokens enable row level security;
alter table mfa_factors enable row level security;
alter table mfa_challenges enable row level security;
alter table mfa_amr_claims enable row level security;
alter table one_time_tokens enable row level security;
alter table flow_state enable row level security;

-- Who the request acts for, as policies ask. The nullif is needed: a setting that was local to an earlier transaction
-- reads as '' afterwards, not as null. The older one-claim-a-setting form comes first, as in a hosted project.
create function jwt() returns jsonb language sql stable as $$
    select coalesce(
        nullif(current_setting('request.jwt.claim', true), ''),
        nullif(current_setting('request.jwt.claims', true), ''))::jsonb
$$;

create function uid() returns uuid language sql stable as $$
    select coalesce(
        nullif(current_setting('request.jwt.claim.sub', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid
$$;

create function role() returns text language sql stable as $$
    select coalesce(
        nullif(current_setting('request.jwt.claim.role', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role')
$$;

create function email() returns text language sql stable as $$
    select coalesce(
        nullif(current_setting('request.jwt.claim.email', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email')
$$;

grant all on all tables in schema auth to postgres;
grant all on all sequences in schema auth to postgres;
grant all on all routines in schema auth to postgres;
alter default privileges in schema auth grant all on tables to postgres;
alter default privileges in schema auth grant all on sequences to postgres;
alter default privileges in schema auth grant all on routines to postgres;

reset search_path;
reset role;

-- Nobody adds to the schema from here on. A hosted project lets postgres drop triggers and make policies on auth.users
-- although it is not the owner, by an extension of its own; membership is the nearest that PostgreSQL itself has.
revoke create on schema auth from supabase_auth_admin;
grant supabase_auth_admin to postgres with inherit true, set false;

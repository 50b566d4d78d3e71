-- What other services of a hosted project have in the database, as far as people's migrations speak of it: buckets and
-- policies for files, the publication and the policies for live changes. The services themselves are not here.

create role supabase_storage_admin nologin noinherit;
create schema storage authorization supabase_storage_admin;
grant usage on schema storage to postgres, anon, authenticated, service_role;

set role supabase_storage_admin;

create table storage.buckets (
    id text primary key,
    name text not null unique,
    owner uuid,
    created_at timestamptz default now(),
    updated_at timestamptz default now(),
    public boolean default false,
    avif_autodetection boolean default false,
    file_size_limit bigint,
    allowed_mime_types text[],
    owner_id text
);

create table storage.objects (
    id uuid primary key default gen_random_uuid(),
    bucket_id text references storage.buckets,
    name text,
    owner uuid,
    created_at timestamptz default now(),
    updated_at timestamptz default now(),
    last_accessed_at timestamptz default now(),
    metadata jsonb,
    path_tokens text[] generated always as (string_to_array(name, '/')) stored,
    version text,
    owner_id text,
    user_metadata jsonb,
    unique (bucket_id, name)
);

alter table storage.buckets enable row level security;
alter table storage.objects enable row level security;

-- For policies on files: the folders, the last part, and what stands behind its last dot.
create function storage.foldername(name text) returns text[] language sql immutable as $$
    select parts[1 : cardinality(parts) - 1] from (select string_to_array(name, '/') as parts) cut
$$;

create function storage.filename(name text) returns text language sql immutable as $$
    select parts[cardinality(parts)] from (select string_to_array(name, '/') as parts) cut
$$;

create function storage.extension(name text) returns text language sql immutable as $$
    select reverse(split_part(reverse(storage.filename(name)), '.', 1))
$$;

grant all on all tables in schema storage to postgres, anon, authenticated, service_role;
grant all on all routines in schema storage to postgres, anon, authenticated, service_role;

reset role;
grant supabase_storage_admin to postgres with inherit true, set false;

create schema realtime;
grant usage on schema realtime to postgres, anon, authenticated, service_role;
create table realtime.messages (
    id uuid not null default gen_random_uuid(),
    topic text not null,
    extension text not null,
    payload jsonb,
    event text,
    private boolean default false,
    updated_at timestamp not null default now(),
    inserted_at timestamp not null default now(),
    primary key (id, inserted_at)
);
alter table realtime.messages enable row level security;
create function realtime.topic() returns text language sql stable as $$
    select nullif(current_setting('realtime.topic', true), '')
$$;
create role supabase_realtime_admin nologin noinherit;
alter table realtime.messages owner to supabase_realtime_admin;
grant supabase_realtime_admin to postgres with inherit true, set false;
grant select, insert on realtime.messages to postgres, anon, authenticated, service_role;
grant execute on function realtime.topic() to postgres, anon, authenticated, service_role;

create publication supabase_realtime;
alter publication supabase_realtime owner to postgres;

-- Exposed by the settings of a new project; the extension that fills it is not here.
create schema graphql_public;
grant usage on schema graphql_public to postgres, anon, authenticated, service_role;

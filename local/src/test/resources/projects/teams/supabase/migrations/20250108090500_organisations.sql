create table public.organisations (
    id uuid primary key default extensions.uuid_generate_v4(),
    slug public.slug not null unique,
    name text not null,
    settings jsonb not null default '{}',
    created_at timestamptz not null default now()
);
alter table public.organisations enable row level security;

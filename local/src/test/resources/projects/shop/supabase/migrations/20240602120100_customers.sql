create table customers (
    id uuid primary key references auth.users (id) on delete cascade,
    email text not null,
    phone text,
    address jsonb,
    created_at timestamptz default now() not null
);
alter table customers enable row level security;
create policy own on customers using (auth.uid() = id) with check (auth.uid() = id);

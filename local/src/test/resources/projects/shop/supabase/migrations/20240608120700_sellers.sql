create table sellers (
    id uuid primary key default gen_random_uuid(),
    owner uuid not null references auth.users on delete restrict,
    name text not null unique,
    about text
);
alter table sellers enable row level security;
create policy read on sellers for select using (true);
create policy write on sellers for all to authenticated using (owner = auth.uid()) with check (owner = auth.uid());

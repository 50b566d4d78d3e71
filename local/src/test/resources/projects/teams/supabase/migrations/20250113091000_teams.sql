create table public.teams (
    id bigint generated always as identity primary key,
    organisation_id uuid not null references public.organisations on delete cascade,
    name text not null,
    unique (organisation_id, name)
);
alter table public.teams enable row level security;
create policy "Members see teams" on public.teams to authenticated
    using (organisation_id in (select private.organisations_of_caller()))
    with check (private.has_role(organisation_id, '{owner,admin}'));

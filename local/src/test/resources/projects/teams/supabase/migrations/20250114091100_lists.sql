create table public.lists (
    id bigint generated always as identity primary key,
    team_id bigint not null references public.teams on delete cascade,
    title text not null,
    position double precision not null default 0
);
alter table public.lists enable row level security;
create policy "Through the team" on public.lists to authenticated
    using (exists (select from public.teams where teams.id = team_id));

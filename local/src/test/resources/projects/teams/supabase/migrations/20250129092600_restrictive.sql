create policy "Guests do not write" on public.tasks as restrictive for insert to authenticated
    with check (not exists (select from public.lists join public.teams on teams.id = lists.team_id
        where lists.id = list_id and private.has_role(teams.organisation_id, '{guest}')));

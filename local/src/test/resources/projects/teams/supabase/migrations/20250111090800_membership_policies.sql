create policy "Members see their organisation" on public.organisations for select to authenticated
    using (id in (select private.organisations_of_caller()));
create policy "Owners change it" on public.organisations for update to authenticated
    using (private.has_role(id, '{owner}')) with check (private.has_role(id, '{owner}'));
create policy "Members see each other" on public.memberships for select to authenticated
    using (organisation_id in (select private.organisations_of_caller()));
create policy "Admins invite" on public.memberships for insert to authenticated
    with check (private.has_role(organisation_id, '{owner,admin}'));
create policy "One may leave" on public.memberships for delete to authenticated
    using (user_id = (select auth.uid()) or private.has_role(organisation_id, '{owner}'));

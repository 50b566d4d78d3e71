insert into public.organisations (slug, name) values ('acme', 'Acme'), ('other-inc', 'Other Inc.');
insert into public.memberships (organisation_id, user_id, role)
select organisations.id, users.id, 'owner' from public.organisations, auth.users
where (slug, email) in (('acme', 'ada@example.com'), ('other-inc', 'bo@example.com'));
insert into public.teams (organisation_id, name) select id, 'Everybody' from public.organisations;

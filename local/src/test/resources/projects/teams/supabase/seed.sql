insert into public.lists (team_id, title) select id, 'First' from public.teams;
insert into public.tasks (list_id, title, created_by)
select lists.id, 'Try; it', (select id from auth.users where email = 'ada@example.com') from public.lists;
refresh materialized view private.figures;

create index concurrently if not exists tasks_open on public.tasks (list_id) where state <> 'done';

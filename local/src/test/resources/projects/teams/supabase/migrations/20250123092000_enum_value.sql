alter type public.task_state add value if not exists 'waiting' after 'doing';

create type public.member_role as enum ('owner', 'admin', 'member', 'guest');
create type public.task_state as enum ('open', 'doing', 'done');
create domain public.slug as text check (value ~ '^[a-z0-9]+(-[a-z0-9]+)*$');

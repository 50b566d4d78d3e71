create table public.tasks (
    id bigint generated always as identity primary key,
    list_id bigint not null references public.lists on delete cascade,
    title text not null check (title <> ''),
    body text,
    state public.task_state not null default 'open',
    assignee uuid references public.profiles,
    due date,
    tags text[] not null default '{}',
    search tsvector generated always as (to_tsvector('english', title || ' ' || coalesce(body, ''))) stored,
    created_by uuid not null default auth.uid() references auth.users,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index tasks_search on public.tasks using gin (search);
create index tasks_title_trgm on public.tasks using gin (title extensions.gin_trgm_ops);
create index tasks_tags on public.tasks using gin (tags);
alter table public.tasks enable row level security;
create policy "Through the list" on public.tasks to authenticated
    using (exists (select from public.lists where lists.id = list_id))
    with check (exists (select from public.lists where lists.id = list_id));

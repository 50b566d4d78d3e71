create table public.comments (
    id bigint generated always as identity primary key,
    task_id bigint not null references public.tasks on delete cascade,
    author uuid not null default auth.uid() references public.profiles,
    body text not null,
    created_at timestamptz not null default now()
);
alter table public.comments enable row level security;
create policy "Read with the task" on public.comments for select to authenticated
    using (exists (select from public.tasks where tasks.id = task_id));
create policy "Write as oneself" on public.comments for insert to authenticated
    with check (author = (select auth.uid()) and exists (select from public.tasks where tasks.id = task_id));

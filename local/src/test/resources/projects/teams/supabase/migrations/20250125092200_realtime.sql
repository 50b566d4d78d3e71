alter publication supabase_realtime add table public.tasks, public.comments;
alter table public.tasks replica identity full;
create policy "Members listen" on realtime.messages for select to authenticated
    using (realtime.topic() like 'organisation:%');

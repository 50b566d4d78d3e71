-- snippet notes
create table notes (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  body text not null
);

alter table notes enable row level security;
grant select, insert, update, delete on notes to authenticated, service_role;

create policy "own notes" on notes for all to authenticated
  using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
-- end

-- snippet fast
create index on notes (user_id);                                                -- for the policy's comparison

alter policy "own notes" on notes
  using (user_id = (select auth.uid())) with check (user_id = (select auth.uid())); -- asked once, not for each row
-- end

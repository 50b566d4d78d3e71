-- As in @supabase/server's list: users read their own rows, and only the secret key's role writes.
create table notes (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id),
  body text not null,
  created_at timestamptz not null default now()
);

alter table notes enable row level security;
revoke all on notes from anon, authenticated;
grant select on notes to authenticated;
grant select, insert on notes to service_role;

create policy "own notes" on notes for select to authenticated using (user_id = (select auth.uid()));

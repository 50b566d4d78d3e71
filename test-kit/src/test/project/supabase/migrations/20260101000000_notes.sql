create table notes (
  id bigint generated always as identity primary key,
  owner uuid default auth.uid(),
  body text not null
);

alter table notes enable row level security;
create policy "Your notes" on notes for all to authenticated using ((select auth.uid()) = owner);
revoke all on notes from anon;
grant select, insert on notes to authenticated;

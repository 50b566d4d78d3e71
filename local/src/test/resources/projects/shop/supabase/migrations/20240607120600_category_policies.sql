alter table categories enable row level security;
create policy "public" on categories for select to anon, authenticated using (true);

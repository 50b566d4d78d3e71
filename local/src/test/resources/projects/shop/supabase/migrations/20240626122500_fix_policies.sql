drop policy if exists own on carts;
create policy own on carts to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));

create policy "published ones are public" on products for select using (published);
create policy "sellers see and change theirs" on products to authenticated
    using (seller_id in (select id from sellers where owner = auth.uid()))
    with check (seller_id in (select id from sellers where owner = auth.uid()));

create table reviews (
    product_id bigint references products on delete cascade,
    author uuid default auth.uid() references auth.users on delete set null,
    stars smallint not null check (stars between 1 and 5),
    body text,
    unique nulls not distinct (product_id, author)
);
alter table reviews enable row level security;
create policy read on reviews for select using (true);
create policy write on reviews for insert to authenticated with check (author = auth.uid() and not (auth.jwt() ->> 'is_anonymous')::boolean);

create table carts (user_id uuid not null default auth.uid() references auth.users on delete cascade, product_id bigint not null references products on delete cascade, quantity int not null default 1 check (quantity between 1 and 100), primary key (user_id, product_id));
alter table carts enable row level security;
create policy own on carts using (user_id = auth.uid());

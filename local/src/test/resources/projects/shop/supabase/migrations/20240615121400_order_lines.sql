create table order_lines (
    order_id uuid not null,
    placed_at timestamptz not null,
    product_id bigint not null references products,
    quantity int not null,
    price money_cents not null,
    total bigint generated always as (quantity * price) stored,
    primary key (order_id, product_id),
    foreign key (order_id, placed_at) references orders on delete cascade
);
alter table order_lines enable row level security;
create policy own on order_lines for select using (exists (select 1 from orders where orders.id = order_id));

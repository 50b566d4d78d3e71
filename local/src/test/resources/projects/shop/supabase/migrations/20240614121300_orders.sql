create type order_state as enum ('new', 'paid', 'sent', 'cancelled');
create table orders (
    id uuid not null default gen_random_uuid(),
    customer_id uuid not null default auth.uid() references auth.users,
    state order_state not null default 'new',
    placed_at timestamptz not null default now(),
    primary key (id, placed_at)
) partition by range (placed_at);
create table orders_before partition of orders for values from (minvalue) to ('2026-01-01');
create table orders_since partition of orders for values from ('2026-01-01') to (maxvalue);
alter table orders enable row level security;
alter table orders_before enable row level security;
alter table orders_since enable row level security;
create policy own on orders for select to authenticated using (customer_id = auth.uid());

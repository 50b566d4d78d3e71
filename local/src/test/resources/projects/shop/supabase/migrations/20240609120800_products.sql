create table products (
    id bigint generated always as identity primary key,
    seller_id uuid not null references sellers on delete cascade,
    category_id int references categories on delete set null,
    name text not null,
    description text,
    price money_cents not null,
    currency currency not null default 'EUR',
    stock int not null default 0 check (stock >= 0),
    attributes jsonb not null default '{}'::jsonb,
    published boolean not null default false,
    updated_at timestamptz not null default now()
);
create index products_seller on products (seller_id);
create index products_attributes on products using gin (attributes jsonb_path_ops);
alter table products enable row level security;

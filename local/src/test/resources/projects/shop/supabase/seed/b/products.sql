insert into auth.users (id, aud, role, email, raw_app_meta_data, raw_user_meta_data)
values ('11111111-1111-4111-8111-111111111111', 'authenticated', 'authenticated', 'seller@example.com', '{}', '{}');
insert into sellers (owner, name) values ('11111111-1111-4111-8111-111111111111', 'Fine Books');
insert into products (seller_id, category_id, name, price, stock, published)
select sellers.id, 1, 'Café ' || n, n * 100, 10, n % 2 = 0 from sellers, generate_series(1, 10) as n;

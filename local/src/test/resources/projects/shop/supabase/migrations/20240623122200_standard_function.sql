create function lowest_price(of_seller uuid) returns bigint
begin atomic
    select min(price) from products where seller_id = of_seller;
end;

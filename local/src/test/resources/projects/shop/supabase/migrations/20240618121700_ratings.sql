create view ratings with (security_invoker) as
    select product_id, avg(stars)::numeric(3, 2) as average, count(*) from reviews group by product_id;
create function rating(products) returns numeric language sql stable as $$
    select average from public.ratings where product_id = $1.id
$$;

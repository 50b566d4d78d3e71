create function place_order() returns uuid language plpgsql security definer set search_path = public as $$
declare
    made orders;
begin
    insert into orders default values returning * into made;
    insert into order_lines (order_id, placed_at, product_id, quantity, price)
        select made.id, made.placed_at, products.id, carts.quantity, products.price
        from carts join products on products.id = product_id where carts.user_id = auth.uid() for update of products;
    if not found then
        raise exception 'the cart is empty';
    end if;
    update products set stock = stock - quantity from carts where products.id = product_id and user_id = auth.uid();
    delete from carts where user_id = auth.uid();
    return made.id;
end $$;

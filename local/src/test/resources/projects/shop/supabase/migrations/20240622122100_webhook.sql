create function tell_warehouse() returns trigger language plpgsql security definer as $$
begin
    perform net.http_post('http://warehouse.internal/orders', jsonb_build_object('id', new.id));
    return new;
end $$;

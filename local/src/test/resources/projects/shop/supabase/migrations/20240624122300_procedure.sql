create procedure forget(customer uuid) language plpgsql as $$
begin
    update reviews set author = null where author = customer;
    delete from auth.users where id = customer;
end $$;
revoke execute on procedure forget(uuid) from public, anon, authenticated;

create function new_customer() returns trigger language plpgsql security definer as $fn$
begin
    if new.is_anonymous then return new; end if;
    insert into public.customers (id, email) values (new.id, coalesce(new.email, ''));
    return new;
end
$fn$;
create trigger new_customer after insert on auth.users for each row execute function new_customer();
create function customer_email() returns trigger language plpgsql security definer as $fn$
begin
    insert into public.customers (id, email) values (new.id, new.email)
        on conflict (id) do update set email = excluded.email;
    return new;
end
$fn$;
create trigger customer_email after update of email on auth.users for each row
    when (old.email is distinct from new.email) execute function customer_email();

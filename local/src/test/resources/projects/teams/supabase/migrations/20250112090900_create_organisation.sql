create function public.create_organisation(name text, slug text) returns public.organisations language plpgsql
    security definer set search_path = '' as $$
declare
    made public.organisations;
begin
    if (select auth.uid()) is null then
        raise exception 'sign in first' using errcode = '42501';
    end if;
    insert into public.organisations (name, slug) values (create_organisation.name, create_organisation.slug) returning * into made;
    insert into public.memberships (organisation_id, user_id, role) values (made.id, auth.uid(), 'owner');
    return made;
end;
$$;
revoke execute on function public.create_organisation(text, text) from public, anon;

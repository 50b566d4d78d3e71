create function public.accept_invitation(secret text) returns uuid language plpgsql security definer set search_path = '' as $$
declare
    found_one public.invitations;
begin
    delete from public.invitations where token = secret and expires_at > now() returning * into found_one;
    if not found then
        raise exception 'no such invitation' using errcode = 'P0002', hint = 'ask for another one';
    end if;
    insert into public.memberships values (found_one.organisation_id, auth.uid(), found_one.role)
        on conflict (organisation_id, user_id) do update set role = excluded.role;
    return found_one.organisation_id;
end $$;

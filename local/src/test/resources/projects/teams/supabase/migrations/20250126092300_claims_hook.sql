create function public.add_claims(event jsonb) returns jsonb language plpgsql stable as $$
declare
    claims jsonb := event -> 'claims';
begin
    claims := jsonb_set(claims, '{organisations}', coalesce(
        (select jsonb_agg(organisation_id) from public.memberships where user_id = (event ->> 'user_id')::uuid), '[]'));
    return jsonb_set(event, '{claims}', claims);
end $$;
grant execute on function public.add_claims(jsonb) to supabase_auth_admin;
revoke execute on function public.add_claims(jsonb) from authenticated, anon, public;

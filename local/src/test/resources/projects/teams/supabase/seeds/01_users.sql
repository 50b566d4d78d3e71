insert into auth.users (instance_id, id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data,
    raw_user_meta_data, created_at, updated_at, confirmation_token, recovery_token, email_change, email_change_token_new)
select '00000000-0000-0000-0000-000000000000', gen_random_uuid(), 'authenticated', 'authenticated', name || '@example.com',
    extensions.crypt('correct horse', extensions.gen_salt('bf', 4)), now(), '{"provider": "email", "providers": ["email"]}',
    jsonb_build_object('full_name', initcap(name)), now(), now(), '', '', '', ''
from unnest('{ada,bo,carl}'::text[]) as name;
insert into auth.identities (id, user_id, provider_id, provider, identity_data, last_sign_in_at, created_at, updated_at)
select gen_random_uuid(), id, id::text, 'email', jsonb_build_object('sub', id, 'email', email), now(), now(), now()
from auth.users;

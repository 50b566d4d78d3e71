-- deputy.uid(): auth.uid() that cannot be forged from inside an injected statement, for policies that want it.
-- The Java service signs the claims it sets; deputy.uid() answers null unless they carry that signature.
-- Run it as postgres; then, once, by hand:  select deputy.set_claims_key('<a long random secret>');
create schema if not exists deputy;
grant usage on schema deputy to public;

-- The two pads of HMAC-SHA256 (RFC 2104), so that no extension is needed. Nobody but the owner can read them.
create table if not exists deputy.claims_key (
    only_one boolean primary key default true check (only_one),
    inner_pad bytea not null,
    outer_pad bytea not null
);
revoke all on deputy.claims_key from public, anon, authenticated, service_role;
alter table deputy.claims_key enable row level security;

create or replace function deputy.set_claims_key(secret text) returns void
    language plpgsql set search_path = ''
    as $$
    declare
        key bytea := sha256(convert_to(secret, 'UTF8')) || decode(repeat('00', 32), 'hex');
        inner_key bytea := key;
        outer_key bytea := key;
    begin
        if length(secret) < 32 then
            raise 'the secret needs at least 32 characters';
        end if;
        for i in 0..63 loop
            inner_key := set_byte(inner_key, i, get_byte(key, i) # 54);
            outer_key := set_byte(outer_key, i, get_byte(key, i) # 92);
        end loop;
        insert into deputy.claims_key (inner_pad, outer_pad) values (inner_key, outer_key)
            on conflict (only_one) do update set inner_pad = inner_key, outer_pad = outer_key;
    end $$;
revoke execute on function deputy.set_claims_key(text) from public, anon, authenticated, service_role;

create or replace function deputy.uid() returns uuid
    language plpgsql stable security definer set search_path = ''
    as $$
    declare
        claims text := nullif(current_setting('request.jwt.claims', true), '');
        signature text := nullif(current_setting('deputy.signature', true), '');
        genuine text;
    begin
        -- Supabase's own data API verifies the token itself, and nobody logs in as its role but itself.
        if session_user <> 'authenticator' then
            select encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to(claims, 'UTF8'))), 'hex')
              into genuine
              from deputy.claims_key k;
            if signature is null or genuine is null or signature <> genuine then
                return null;
            end if;
        end if;
        return (claims::jsonb ->> 'sub')::uuid;
    end $$;

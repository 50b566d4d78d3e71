-- Lets a Java service that uses Deputy see, in the statement that begins each transaction, whether the caller's session
-- still exists: who signed out, was banned or was deleted is refused at once, and not when the token expires.
-- Run it as postgres.
create schema if not exists deputy;
grant usage on schema deputy to public;

-- Security definer, since only its owner may read schema auth. It tells one bit about an id that cannot be guessed.
-- An error rather than an answer: it ends the transaction before anything else can happen in it.
create or replace function deputy.require_session(session_id uuid) returns boolean
    language plpgsql stable security definer set search_path = ''
    as $$
    begin
        if not exists (
            select
              from auth.sessions s
              join auth.users u on u.id = s.user_id
             where s.id = session_id
               and (s.not_after is null or s.not_after > now())
               and (u.banned_until is null or u.banned_until <= now())) then
            raise 'the session has ended' using errcode = 'SO401';
        end if;
        return true;
    end $$;

-- Tells Java services that use Deputy about sessions that end, when they end (NOTIFY deputy_sign_outs), and answers
-- whether a session is open: for SignOuts. Run it as postgres.
create schema if not exists deputy;
grant usage on schema deputy to public;

-- Security definer, since only its owner may read schema auth. It tells one bit about an id that cannot be guessed.
create or replace function deputy.session_is_open(session_id uuid) returns boolean
    language sql stable security definer set search_path = ''
    as $$
        select exists (
            select
              from auth.sessions s
              join auth.users u on u.id = s.user_id
             where s.id = session_id
               and (s.not_after is null or s.not_after > now())
               and (u.banned_until is null or u.banned_until <= now())
               and u.deleted_at is null);
    $$;

-- The ids are sent when the transaction commits, and not at all where it rolls back. Any role may listen, so they say
-- nothing but that something ended: an id opens nothing.
create or replace function deputy.tell_of_session() returns trigger
    language plpgsql set search_path = ''
    as $$
    begin
        perform pg_notify('deputy_sign_outs', 'session ' || old.id);
        return null;
    end $$;

create or replace function deputy.tell_of_user() returns trigger
    language plpgsql set search_path = ''
    as $$
    begin
        perform pg_notify('deputy_sign_outs', 'user ' || old.id);
        return null;
    end $$;

-- A deleted user's sessions are deleted with the user.
create or replace trigger deputy_session_ended after delete on auth.sessions
    for each row execute function deputy.tell_of_session();
create or replace trigger deputy_session_shortened after update of not_after on auth.sessions
    for each row when (new.not_after is distinct from old.not_after) execute function deputy.tell_of_session();
create or replace trigger deputy_user_banned after update of banned_until, deleted_at on auth.users
    for each row when (new.banned_until is distinct from old.banned_until or new.deleted_at is distinct from old.deleted_at)
    execute function deputy.tell_of_user();

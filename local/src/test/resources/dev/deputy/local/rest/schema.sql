-- A publisher's database: what the requests in requests/*.http are about. Defaults are constants rather than sequences,
-- so that two servers on one database answer alike.
create schema archive;
create schema hidden;
grant usage on schema archive to anon, authenticated, service_role;

create table public.writers (
    id int primary key default 90,
    name text not null,
    born date,
    rating numeric(4, 2),
    active boolean,
    tags text[] default '{}',
    bio jsonb,
    email text unique
);
comment on table public.writers is 'People who write books';
comment on column public.writers.bio is 'Whatever is known';

create type public.binding as enum ('paper', 'cloth', 'leather');

create table public.books (
    id int primary key default 90,
    title text not null,
    writer_id int references public.writers,
    editor_id int constraint books_editor_fkey references public.writers,
    pages int check (pages > 0),
    price numeric(6, 2) default 9.99,
    binding public.binding default 'paper',
    published timestamptz,
    lent daterange,
    shelf int4range,
    words tsvector,
    data jsonb,
    raw json
);

create table public.genres (id int primary key, name varchar(20) not null unique);
create table public.book_genres (
    book_id int references public.books on delete cascade,
    genre_id int references public.genres,
    primary key (book_id, genre_id)
);
create table public.reviews (
    id int primary key default 90,
    book_id int not null references public.books on delete cascade,
    stars int not null,
    body text,
    at timestamp default '2020-01-01'
);
create table public.covers (
    book_id int primary key references public.books,
    colour text not null default 'white',
    image bytea
);
create table public.staff (id int primary key, name text not null, boss_id int references public.staff);
create table public.rooms (building text, number int, seats int, primary key (building, number));
create table public.meetings (
    id int primary key,
    building text,
    number int,
    topic text,
    foreign key (building, number) references public.rooms (building, number)
);
create table public.words (word text primary key, count int default 1, note text default 'none');
create table public.nokey (a int, b text);
create table public."Odd Names" ("Id" int primary key, "a space" text, "with.dot" text, "quo""te" text, "üml" text);
create table public.only_read (id int primary key, body text);
create table public.secrets (id int primary key, body text);
create table public.generated (
    id int generated always as identity primary key,
    name text,
    upper_name text generated always as (upper(name)) stored
);
create table public.notes (
    id int primary key,
    owner uuid not null default auth.uid(),
    body text not null
);
create table hidden.ledger (id int primary key, amount int);
create table archive.books (id int primary key, title text);
create table archive.scans (id int primary key, book_id int references archive.books, path text);
create table public.events (id int, at date not null, what text, primary key (id, at)) partition by range (at);
create table public.events_2020 partition of public.events for values from ('2020-01-01') to ('2021-01-01');

create view public.long_books as select id, title, writer_id, pages from public.books where pages > 300;
create view public.writer_books as
    select w.id as writer, w.name, b.id as book, b.title from public.writers w join public.books b on b.writer_id = w.id;
create view public.summed as select writer_id, sum(pages) as pages from public.books group by writer_id;
create view public.books_of_view as select id, title as heading, writer_id from public.long_books;
create materialized view public.counted as select count(*) as n from public.books;

-- Computed columns and relationships.
create function public.label(public.books) returns text stable language sql as $$ select $1.title || ' #' || $1.id $$;
create function public.age(w public.writers) returns int immutable language sql
    as $$ select 2020 - extract(year from w.born)::int $$;
create function public.thick_books(public.writers) returns setof public.books stable language sql
    as $$ select * from public.books where writer_id = $1.id and pages > 200 $$;
create function public.first_writer(public.books) returns setof public.writers rows 1 stable language sql
    as $$ select * from public.writers where id = $1.writer_id $$;

-- Functions to call.
create function public.add(a int, b int) returns int immutable language sql as $$ select a + b $$;
create function public.hello(name text default 'World') returns text stable language sql as $$ select 'Hello ' || name $$;
create function public.all_books() returns setof public.books stable language sql as $$ select * from public.books $$;
create function public.one_book(book int) returns public.books stable language sql
    as $$ select * from public.books where id = book $$;
create function public.books_by(writer int, at_least int default 0) returns setof public.books stable language sql
    as $$ select * from public.books where writer_id = writer and pages >= at_least $$;
create function public.pairs(n int) returns table (x int, y text) immutable language sql
    as $$ select i, 'n' || i from generate_series(1, n) i $$;
create function public.numbers(n int) returns setof int immutable language sql as $$ select generate_series(1, n) $$;
create function public.nothing() returns void language sql as $$ $$;
create function public.nullable() returns int stable language sql as $$ select null::int $$;
create function public.out_two(in a int, out b int, out c text) immutable language sql as $$ select a + 1, 'c' || a $$;
create function public.out_one(in a int, out b int) immutable language sql as $$ select a + 1 $$;
create function public.inout_one(inout a int) immutable language sql as $$ select a * 2 $$;
create function public.echo(json) returns json immutable language sql as $$ select $1 $$;
create function public.echo_text(text) returns text immutable language sql as $$ select $1 $$;
create function public.json_of(v json) returns json immutable language sql as $$ select v $$;
create function public.many(variadic v int[]) returns int immutable language sql as $$ select coalesce(sum(i), 0)::int from unnest(v) i $$;
create function public.arr(v text[]) returns text[] immutable language sql as $$ select v || 'end'::text $$;
create function public.over(a int) returns text immutable language sql as $$ select 'one ' || a $$;
create function public.over(a int, b int) returns text immutable language sql as $$ select 'two ' || a || b $$;
create function public.twin(a int) returns text immutable language sql as $$ select 'int' $$;
create function public.twin(a text) returns text immutable language sql as $$ select 'text' $$;
create function public.fails(code text, message text) returns void language plpgsql as $$
begin raise exception using errcode = code, message = message, detail = 'the details', hint = 'the hint'; end $$;
create function public.custom_error() returns void language plpgsql as $$
begin
    raise sqlstate 'PGRST' using
        message = '{"code":"123","message":"Payment Required","details":"Quota exceeded","hint":"Upgrade your plan"}',
        detail = '{"status":402,"headers":{"X-Powered-By":"Nerd Rage"}}';
end $$;
create function public.teapot() returns text language plpgsql as $$
begin
    perform set_config('response.status', '418', true);
    perform set_config('response.headers', '[{"X-Tea":"green"},{"Cache-Control":"no-store"}]', true);
    return 'short and stout';
end $$;
create function public.writes(t text) returns void volatile language sql as $$ insert into public.words (word) values (t) $$;
create function public.me() returns json stable language sql as $$
    select json_build_object('user', current_user, 'role', auth.role(), 'uid', auth.uid(),
        'method', current_setting('request.method', true), 'path', current_setting('request.path', true)) $$;
create function public.sees_header(h text) returns text stable language sql
    as $$ select current_setting('request.headers', true)::json ->> h $$;
create function public.zone() returns text stable language sql as $$ select current_setting('timezone') $$;
create function public.refused() returns int stable language sql as $$ select 1 $$;
create function archive.hello() returns text stable language sql as $$ select 'from the archive' $$;

insert into public.writers values
    (1, 'Ada', '1815-12-10', 4.50, true, '{math,poetry}', '{"home": {"city": "London"}, "langs": ["en", "fr"], "n": 3}', 'ada@x.org'),
    (2, 'Bo', '1950-01-02', 3.25, false, '{}', '{"home": {"city": "Oslo"}, "langs": [], "n": 10}', 'bo@x.org'),
    (3, 'Cy, "the pen"', '1970-05-05', null, null, '{"a b","c,d",poetry}', null, null),
    (4, 'Dé', null, 5, true, null, '{"n": null}', 'de@x.org');
insert into public.books values
    (1, 'Engines', 1, 2, 320, 12.50, 'cloth', '2001-01-01 10:00+00', '[2020-01-01,2020-02-01)', '[1,5)', to_tsvector('english', 'the analytical engines are great'), '{"a": {"b": 1}, "t": "x", "list": [1, 2, {"k": "v"}]}', '{"z": 1}'),
    (2, 'Poems', 1, null, 90, 9.99, 'paper', '2005-06-01 10:00+02', null, '[5,9)', to_tsvector('english', 'cats and dogs'), '{"a": {"b": 2}, "t": "y"}', null),
    (3, 'Northern 100%', 2, 1, 500, 20, 'leather', null, '[2021-01-01,)', '[3,7)', to_tsvector('french', 'les chats du nord'), null, '[]'),
    (4, 'Under_score', 2, 2, 250, null, null, '2010-10-10 00:00+00', 'empty', null, null, '{"t": null}', null),
    (5, 'Nobody''s', null, null, 10, 1, 'paper', '1999-12-31 23:59+00', null, 'empty', null, '[1,2,3]', '"s"');
insert into public.genres values (1, 'science'), (2, 'verse'), (3, 'travel');
insert into public.book_genres values (1, 1), (2, 2), (3, 3), (3, 1), (4, 3);
insert into public.reviews values (1, 1, 5, 'great'), (2, 1, 3, null), (3, 2, 4, 'fine'), (4, 3, 1, 'bad * star');
insert into public.covers values (1, 'red', '\x0102'), (2, 'blue', null);
insert into public.staff values (1, 'Top', null), (2, 'Mid', 1), (3, 'Low', 2), (4, 'Low2', 2);
insert into public.rooms values ('A', 1, 10), ('A', 2, 20), ('B', 1, 5);
insert into public.meetings values (1, 'A', 1, 'plan'), (2, 'A', 1, 'review'), (3, 'B', 1, 'x'), (4, null, null, 'nowhere');
insert into public.words values ('alpha', 1, 'first'), ('beta', 2, null);
insert into public.nokey values (1, 'x'), (1, 'x'), (2, null);
insert into public."Odd Names" values (1, 'sp', 'dot', 'qu', 'ü'), (2, null, 'd,ot', 'q"u', 'o');
insert into public.only_read values (1, 'one'), (2, 'two');
insert into public.secrets values (1, 'hush');
insert into public.generated (name) values ('gen');
insert into public.notes values
    (1, '11111111-1111-1111-1111-111111111111', 'ada one'), (2, '11111111-1111-1111-1111-111111111111', 'ada two'),
    (3, '22222222-2222-2222-2222-222222222222', 'bo one');
insert into hidden.ledger values (1, 100);
insert into archive.books values (1, 'Old');
insert into archive.scans values (1, 1, '/old');
insert into public.events values (1, '2020-03-03', 'spring');
refresh materialized view public.counted;

alter table public.notes enable row level security;
create policy own_select on public.notes for select to authenticated using (owner = (select auth.uid()));
create policy own_insert on public.notes for insert to authenticated with check (owner = (select auth.uid()));
create policy own_update on public.notes for update to authenticated using (owner = (select auth.uid()));
create policy own_delete on public.notes for delete to authenticated using (owner = (select auth.uid()));

grant all on all tables in schema archive to anon, authenticated, service_role;
revoke all on public.secrets from anon, authenticated;
revoke insert, update, delete, truncate on public.only_read from anon, authenticated;
revoke execute on function public.refused from public, anon;
analyze;

create table public.todos (
  id bigint generated always as identity primary key,
  user_id uuid not null default auth.uid(),
  title text not null,
  done boolean not null default false,
  priority int,
  created_at timestamptz not null default now()
);
alter table public.todos enable row level security;
create policy "own rows" on public.todos using (user_id = (select auth.uid()));

create table public.countries (id int primary key, name text not null unique);
create table public.cities (
  id int primary key,
  country_id int references public.countries,
  name text not null,
  population int,
  tags text[],
  facts jsonb,
  years int4range,
  words tsvector
);
insert into public.countries values (1, 'France'), (2, 'Italy'), (3, 'Nowhere');
insert into public.cities values
  (1, 1, 'Paris', 2100000, '{capital,"river, wide"}', '{"mayor": {"name": "Anne"}, "old": true}', '[1900,2000)', to_tsvector('english', 'the city of light and lamps')),
  (2, 1, 'Lyon', 520000, '{river}', '{"mayor": {"name": "Gregory"}}', '[2000,2010)', to_tsvector('english', 'two rivers meet')),
  (3, 2, 'Rome', 2800000, '{capital,old}', '{}', '[0,2030)', to_tsvector('english', 'seven hills')),
  (4, null, 'Atlantis', null, null, null, null, null);

create table public.things (
  id int primary key,
  name text,
  "limit" int,
  data jsonb,
  list text[]
);

create table public.scores (
  player text, game text, points int default 7, note text default 'none',
  primary key (player, game)
);

create schema archive;
create table archive.old_cities (id int primary key, name text);
insert into archive.old_cities values (1, 'Carthage');

create function public.double(n int) returns int immutable language sql as 'select n * 2';
create function public.echo(t text) returns text immutable language sql as 'select t';
create function public.echo_list(list text[]) returns text[] immutable language sql as 'select list';
create function public.big_cities(at_least int) returns setof public.cities stable language sql
  as 'select * from public.cities where population >= at_least';
create function public.nothing() returns void language sql as '';
create function public.mayor(city jsonb) returns text immutable language sql as $$ select city ->> 'name' $$;

grant usage on schema archive to anon, authenticated, service_role;
grant all on all tables in schema public, archive to anon, authenticated, service_role;
grant all on all sequences in schema public to anon, authenticated, service_role;
create table public.vault (id int primary key, secret text);
revoke all on public.vault from anon, authenticated;
create table public.locked (id int primary key);
alter table public.locked enable row level security;
grant all on public.locked to authenticated;

alter role authenticator set pgrst.db_schemas = 'public, archive';
alter role authenticator set pgrst.db_plan_enabled = 'true';
alter role authenticator set pgrst.db_tx_end = 'commit-allow-override';

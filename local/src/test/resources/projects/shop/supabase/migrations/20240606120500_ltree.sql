create extension if not exists ltree with schema extensions;
alter table categories alter column path type extensions.ltree using path::extensions.ltree;
create index on categories using gist (path);

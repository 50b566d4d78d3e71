create function immutable_unaccent(text) returns text language sql immutable parallel safe as $$
    select extensions.unaccent('extensions.unaccent', $1)
$$;
alter table products add column search tsvector generated always as (
    setweight(to_tsvector('simple', immutable_unaccent(name)), 'A')
    || setweight(to_tsvector('simple', immutable_unaccent(coalesce(description, ''))), 'B')) stored;
create index products_search on products using gin (search);
